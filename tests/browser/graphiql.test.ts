import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { graphiqlTabs } from '../../src/sample/graphiql-tabs.js';
import { startSampleServer } from '../support/sample-data.js';
import type { TestServer } from '../support/server.js';
import { bearer, tokenSettings } from '../support/tokens.js';

/** Chromium may talk to nobody but the page's own server: without these it asks its maker's hosts at every start. */
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

/** What went wrong in the browser, and every other host that it asked. */
let troubles: string[];
let context: BrowserContext;
beforeEach(async () => {
  troubles = [];
  context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
});
afterEach(async () => {
  await context.close();
  expect(troubles).toEqual([]);
});

/** Opens GraphiQL with what the browser has stored so far, and waits until the editors are there. */
async function open(url: string): Promise<Page> {
  const page = await context.newPage();
  page.on('request', (request) => {
    const asked = new URL(request.url().replace(/^blob:/, ''));
    if (asked.protocol !== 'data:' && asked.host !== new URL(url).host) troubles.push(asked.href);
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  await page.goto(url);
  await loaded(page);
  return page;
}

async function loaded(page: Page): Promise<void> {
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  // Until then an animation of GraphiQL's moves the tabs.
  await page.waitForTimeout(1_000);
}

const titles = (page: Page) => page.locator('.graphiql-tab-button').allTextContents();
const active = (page: Page) => page.locator('.graphiql-tab-active .graphiql-tab-button');
/** The editor shows a space as one that does not break. */
const editorText = async (page: Page) =>
  (await page.locator('.graphiql-query-editor .view-lines').innerText()).replaceAll('\u00a0', ' ');

/** Presses and lets go where the tab was before: a locator's own click would look for the tab again. */
async function clickOnce(page: Page, title: string): Promise<void> {
  const box = await page.locator('.graphiql-tab-button', { hasText: title }).boundingBox();
  if (!box) throw new Error(`there is no tab ${title}`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** Types at the end of the query, and waits until GraphiQL has stored it. */
async function append(page: Page, text: string): Promise<void> {
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
  await page.waitForTimeout(300);
}

describe('GraphiQL, open to everyone', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startSampleServer();
  });
  afterAll(() => server.close());

  test('opens with a tab for each example, the first in front', async () => {
    const page = await open(server.url);
    expect(await titles(page)).toEqual(names);
    expect(await active(page).innerText()).toBe(names[0]);
    expect(await editorText(page)).toContain(`query ${names[0]}`);
  });

  test('the first click on a tab opens it, and its operation runs', async () => {
    const page = await open(server.url);
    for (const name of [...names.slice(1), names[0]]) {
      await clickOnce(page, name ?? '');
      await expect.poll(() => active(page).innerText(), { timeout: 1_000 }).toBe(name);
      expect(await editorText(page)).toMatch(new RegExp(`(query|mutation) ${name}`));
      // GraphiQL reads the new operation's name from the editor a tenth of a second later.
      await page.waitForTimeout(500);
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.locator('.graphiql-execute-button').click();
      const answer = await (await answered).json();
      expect(answer).toMatchObject({ data: expect.anything() });
      expect(answer).not.toHaveProperty('errors');
    }
  });

  test('tabs can still be dragged', async () => {
    const page = await open(server.url);
    const first = await page.locator('.graphiql-tab').nth(0).boundingBox();
    const second = await page.locator('.graphiql-tab').nth(1).boundingBox();
    if (!first || !second) throw new Error('there are no tabs');
    await page.mouse.move(first.x + first.width / 2, first.y + first.height / 2);
    await page.mouse.down();
    // Past the middle of the second, and not as far as the third.
    const target = first.x + first.width / 2 + second.width * 0.8;
    await page.mouse.move(target, second.y + second.height / 2, { steps: 40 });
    await page.waitForTimeout(300);
    await page.mouse.up();
    await expect.poll(async () => (await titles(page)).slice(0, 2)).toEqual([names[1], names[0]]);
  });

  test('a reload shows the same tabs, whichever was in front', async () => {
    const page = await open(server.url);
    for (const name of [names[0], names[3]]) {
      await clickOnce(page, name ?? '');
      await page.waitForTimeout(700);
      await page.reload();
      await loaded(page);
      expect(await titles(page)).toEqual(names);
      expect(await active(page).innerText()).toBe(name);
      expect(await editorText(page)).toContain(name);
    }
  });

  test('so does another visit without a query in the address', async () => {
    const page = await open(server.url);
    await clickOnce(page, names[2] ?? '');
    await page.waitForTimeout(700);
    await page.close();
    const again = await open(server.url);
    expect(await titles(again)).toEqual(names);
    expect(await active(again).innerText()).toBe(names[2]);
  });

  test('an edit is kept by a reload, also one right after it', async () => {
    const page = await open(server.url);
    await append(page, '# edited');
    await page.reload();
    await loaded(page);
    expect(await titles(page)).toEqual(names);
    expect(await active(page).innerText()).toBe(names[0]);
    expect(await editorText(page)).toContain('# edited');
  });

  test('variables stay with their tab', async () => {
    const page = await open(server.url);
    await page.locator('.graphiql-editor-tool .view-lines:visible').click();
    await page.keyboard.type('{');
    await page.waitForTimeout(1_500);
    await page.reload();
    await loaded(page);
    expect(await titles(page)).toEqual(names);
    await clickOnce(page, names[1] ?? '');
    await page.waitForTimeout(1_500);
    await page.reload();
    await loaded(page);
    expect(await titles(page)).toEqual(names);
    expect(await active(page).innerText()).toBe(names[1]);
  });

  test('a link with a query opens it, and leaves the tabs as they are', async () => {
    await open(server.url);
    const page = await open(`${server.url}?query=${encodeURIComponent('{ __typename }')}`);
    expect(await titles(page)).toEqual([...names, '<untitled>']);
    expect(await editorText(page)).toBe('{ __typename }');
  });
});

describe('GraphiQL, where a token is needed', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startSampleServer({ auth: tokenSettings });
  });
  afterAll(() => server.close());

  test('the token is sent, and not stored in the browser', async () => {
    const page = await open(server.url);
    const { authorization = '' } = await bearer('read');
    const introspected = page.waitForResponse((response) => response.status() === 200);
    await page.locator('.graphiql-editor-tool .view-lines:visible').click();
    await page.keyboard.press('Control+a');
    // The editor closes what has been opened.
    await page.keyboard.insertText(JSON.stringify({ authorization }).slice(0, -2));
    await page.locator('.graphiql-execute-button').click();
    await introspected;
    await page.waitForTimeout(1_500);
    const stored = await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(stored).toContain('tabState');
    expect(stored).not.toContain(authorization.slice('Bearer '.length));
    // The introspection without a token, when the page was loaded.
    troubles = troubles.filter((trouble) => !trouble.includes('401'));
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
    expect(await titles(page)).toEqual(names);
    troubles = troubles.filter((trouble) => !trouble.includes('401'));
  });
});
