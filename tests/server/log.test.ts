import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLog, type LogOptions } from '../../src/server/log.js';
import { until } from '../support/process.js';

/** A log that writes to a file, and the lines of the file. */
async function open(options: Pick<LogOptions, 'production'> & Partial<LogOptions>) {
  const folder = mkdtempSync(join(tmpdir(), 'bothends-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'log');
  const log = await createLog({ level: 'info', destination: file, ...options });
  const lines = async () => {
    // The file is created by the first write.
    const text = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    await until(() => text().includes('the end'), 'the log to be written');
    return text().trimEnd().split('\n');
  };
  return { log, lines };
}

/** Text from a client that imitates a log line or has terminal control sequences. */
const forged =
  'x\n[12:00:00] FATAL: forged\r\n{"level":"fatal","msg":"forged"}\u001b[2J\u0000\u2028';

test('in production, each entry is one line of JSON, whatever text it contains', async () => {
  const { log, lines } = await open({ production: true });
  log.info({ requestId: 'a', path: forged }, 'request');
  log.error({ err: new Error(forged, { cause: new TypeError('inner') }) }, 'broken');
  log.warn('the end');
  const [first, second, third, ...rest] = (await lines()).map((line) => JSON.parse(line));
  expect(rest).toEqual([]);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(first).toEqual({ level: 'info', time, requestId: 'a', path: forged, msg: 'request' });
  expect(second).toMatchObject({
    level: 'error',
    err: { type: 'Error', message: forged, cause: { type: 'TypeError', message: 'inner' } },
  });
  expect(third).toEqual({ level: 'warn', time, msg: 'the end' });
});

test('in development, each entry is one readable line, and text from a client cannot forge another', async () => {
  const { log, lines } = await open({ production: false });
  log.info({ requestId: 'a', path: forged }, 'request');
  log.warn('the end');
  const written = await lines();
  expect(written).toHaveLength(2);
  expect(written[0]).toMatch(/^\[[^\]]+\] INFO.*: request \{.*"requestId":"a"/);
  expect(written[0]).not.toContain('\u001b');
  expect(written[1]).toMatch(/^\[[^\]]+\] WARN.*: the end$/);
});

test('properties of an error that may contain the values of a row are not logged', async () => {
  for (const production of [true, false]) {
    const { log, lines } = await open({ production });
    const err = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (title)=(hunter2)',
      parameters: ['hunter2'],
    });
    log.error({ err }, 'broken');
    log.error({ err: 'a text' }, 'the end');
    const text = (await lines()).join('\n');
    expect(text).toMatch(/duplicate key[\s\S]*23505|23505[\s\S]*duplicate key/);
    expect(text).toContain('a text');
    expect(text).not.toContain('hunter2');
  }
});

test('entries below the level of the log are not written', async () => {
  const { log, lines } = await open({ production: true, level: 'warn' });
  log.info('not this');
  log.debug('nor this');
  log.error('the end');
  expect(await lines()).toHaveLength(1);
});
