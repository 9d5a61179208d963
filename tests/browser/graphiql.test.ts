import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { graphiqlTabs } from '../../src/sample/graphiql-tabs.js';
import { startSampleServer } from '../support/sample-data.js';
import type { TestServer } from '../support/server.js';
import { bearer, tokenSettings } from '../support/tokens.js';

/** Without these arguments, Chromium sends requests to Google's hosts at every start. */
const offline = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-sandbox',
];
const names = graphiqlTabs.map((tab) => /^(?:query|mutation) (\w+)/m.exec(tab)?.[1]);

let browser: Browser;
beforeAll(async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: offline });
});
afterAll(() => browser?.close());

/** Errors in the browser, and requests to other hosts. */
let problems: string[];
let context: BrowserContext;
beforeEach(async () => {
  problems = [];
  context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
});
afterEach(async () => {
  await context.close();
  expect(problems).toEqual([]);
});

/** Opens GraphiQL in the context, with its local storage, and waits for the editors. */
async function open(url: string): Promise<Page> {
  const page = await context.newPage();
  page.on('request', (request) => {
    const requested = new URL(request.url().replace(/^blob:/, ''));
    if (requested.protocol !== 'data:' && requested.host !== new URL(url).host)
      problems.push(requested.href);
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  await loaded(page);
  return page;
}

async function loaded(page: Page): Promise<void> {
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  // Until then, an animation moves the tabs.
  await page.waitForTimeout(1_000);
}

const titles = (page: Page) => page.locator('.graphiql-tab-button').allTextContents();
const active = (page: Page) => page.locator('.graphiql-tab-active .graphiql-tab-button');
/** The text of the editor, which has non-breaking spaces. */
const editorText = async (page: Page) =>
  (await page.locator('.graphiql-query-editor .view-lines').innerText()).replaceAll('\u00a0', ' ');

/** Clicks at the position that the tab has now: a locator's click would find the tab again if it moved. */
async function clickOnce(page: Page, title: string): Promise<void> {
  const box = await page.locator('.graphiql-tab-button', { hasText: title }).boundingBox();
  if (!box) throw new Error(`no tab ${title}`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** Types at the end of the query, and waits until GraphiQL has stored it. */
async function append(page: Page, text: string): Promise<void> {
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
  await page.waitForTimeout(300);
}

/** GraphiQL and its editor show a change a moment after it, on a busy machine a few seconds. */
const soon = { timeout: 5_000 };

describe('GraphiQL without authentication', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startSampleServer();
  });
  afterAll(() => server.close());

  test('has a tab for each example, and the first is active', async () => {
    const page = await open(server.url);
    await expect.poll(() => titles(page), soon).toEqual(names);
    await expect.poll(() => active(page).innerText(), soon).toBe(names[0]);
    await expect.poll(() => editorText(page), soon).toContain(`query ${names[0]}`);
  });

  test('the start page leads to it', async () => {
    const page = await open(new URL('/', server.url).href);
    expect(page.url()).toBe(server.url);
    await expect.poll(() => titles(page), soon).toEqual(names);
  });

  test('its documentation shows the descriptions of types, fields and arguments', async () => {
    const page = await open(server.url);
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const explorer = page.locator('.graphiql-doc-explorer');
    for (const name of ['Mutation', 'addArticlePublications', 'AddArticlePublicationsInput']) {
      await explorer.getByRole('link', { name, exact: true }).first().click();
    }
    await explorer.getByText('The input of addArticlePublications.').waitFor();
    await explorer.getByText('The IDs of the publications, at most 10,000.').waitFor();
  });

  test('a single click on a tab activates it, and its operation runs', async () => {
    const page = await open(server.url);
    for (const name of [...names.slice(1), names[0]]) {
      await clickOnce(page, name ?? '');
      await expect.poll(() => active(page).innerText(), { timeout: 1_000 }).toBe(name);
      await expect
        .poll(() => editorText(page), soon)
        .toMatch(new RegExp(`(query|mutation) ${name}`));
      // GraphiQL reads the name of the operation from the editor with a delay of 100 ms.
      await page.waitForTimeout(500);
      const response = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.locator('.graphiql-execute-button').click();
      const body = await (await response).json();
      expect(body).toMatchObject({ data: expect.anything() });
      expect(body).not.toHaveProperty('errors');
    }
  });

  test('tabs can be dragged', async () => {
    const page = await open(server.url);
    const first = await page.locator('.graphiql-tab').nth(0).boundingBox();
    const second = await page.locator('.graphiql-tab').nth(1).boundingBox();
    if (!first || !second) throw new Error('no tabs');
    await page.mouse.move(first.x + first.width / 2, first.y + first.height / 2);
    await page.mouse.down();
    // Past the middle of the second tab, but not to the third.
    const target = first.x + first.width / 2 + second.width * 0.8;
    await page.mouse.move(target, second.y + second.height / 2, { steps: 40 });
    await page.waitForTimeout(300);
    await page.mouse.up();
    await expect.poll(async () => (await titles(page)).slice(0, 2)).toEqual([names[1], names[0]]);
  });

  test('a reload keeps the tabs and which of them is active', async () => {
    const page = await open(server.url);
    for (const name of [names[0], names[3]]) {
      await clickOnce(page, name ?? '');
      await page.waitForTimeout(700);
      await page.reload();
      await loaded(page);
      await expect.poll(() => titles(page), soon).toEqual(names);
      await expect.poll(() => active(page).innerText(), soon).toBe(name);
      await expect.poll(() => editorText(page), soon).toContain(name);
    }
  });

  test('a later visit without a query in the URL restores the tabs', async () => {
    const page = await open(server.url);
    await clickOnce(page, names[2] ?? '');
    await page.waitForTimeout(700);
    await page.close();
    const again = await open(server.url);
    await expect.poll(() => titles(again), soon).toEqual(names);
    await expect.poll(() => active(again).innerText(), soon).toBe(names[2]);
  });

  test('a reload keeps edits, also immediately after them', async () => {
    const page = await open(server.url);
    await append(page, '# edited');
    await page.reload();
    await loaded(page);
    await expect.poll(() => titles(page), soon).toEqual(names);
    await expect.poll(() => active(page).innerText(), soon).toBe(names[0]);
    await expect.poll(() => editorText(page), soon).toContain('# edited');
  });

  test('each tab keeps its variables', async () => {
    const page = await open(server.url);
    await page.locator('.graphiql-editor-tool .view-lines:visible').click();
    await page.keyboard.type('{');
    await page.waitForTimeout(1_500);
    await page.reload();
    await loaded(page);
    await expect.poll(() => titles(page), soon).toEqual(names);
    await clickOnce(page, names[1] ?? '');
    await page.waitForTimeout(1_500);
    await page.reload();
    await loaded(page);
    await expect.poll(() => titles(page), soon).toEqual(names);
    await expect.poll(() => active(page).innerText(), soon).toBe(names[1]);
  });

  test('a URL with a query opens it in an additional tab', async () => {
    await open(server.url);
    const page = await open(`${server.url}?query=${encodeURIComponent('{ __typename }')}`);
    await expect.poll(() => titles(page), soon).toEqual([...names, '<untitled>']);
    await expect.poll(() => editorText(page), soon).toBe('{ __typename }');
  });
});

describe('GraphiQL with authentication', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startSampleServer({ auth: tokenSettings });
  });
  afterAll(() => server.close());

  test('the token is sent but not stored in the browser', async () => {
    const page = await open(server.url);
    const { authorization = '' } = await bearer('read');
    const introspected = page.waitForResponse((response) => response.status() === 200);
    await page.locator('.graphiql-editor-tool .view-lines:visible').click();
    await page.keyboard.press('Control+a');
    // The editor inserts the closing quote and brace.
    await page.keyboard.insertText(JSON.stringify({ authorization }).slice(0, -2));
    await page.locator('.graphiql-execute-button').click();
    await introspected;
    await page.waitForTimeout(1_500);
    const stored = await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(stored).toContain('tabState');
    expect(stored).not.toContain(authorization.slice('Bearer '.length));
    // From the introspection when the page was loaded, without a token.
    problems = problems.filter((problem) => !problem.includes('401'));
  });

  test('a token that an earlier version stored is removed', async () => {
    const page = await open(server.url);
    await page.waitForTimeout(700);
    await page.evaluate(`
      const state = JSON.parse(localStorage.getItem('graphiql:tabState'));
      state.tabs[0].headers = '{"authorization":"Bearer hunter2"}';
      localStorage.setItem('graphiql:tabState', JSON.stringify(state));
      localStorage.setItem('graphiql:headers', state.tabs[0].headers);
    `);
    await page.reload();
    await loaded(page);
    const stored = await page.evaluate('JSON.stringify({ ...localStorage })');
    expect(stored).toContain(names[0]);
    expect(stored).not.toContain('hunter2');
    await expect.poll(() => titles(page), soon).toEqual(names);
    problems = problems.filter((problem) => !problem.includes('401'));
  });
});
