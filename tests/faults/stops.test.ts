import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { ask } from '../support/ask.js';
import { newFolder, postmaster, processesOn, startServer, until } from '../support/process.js';
import { Ledger } from './ledger.js';

vi.setConfig({ testTimeout: 90_000 });

test('a server that is stopped under load keeps all acknowledged changes and exits with 0, ten times', async () => {
  const folder = newFolder();
  const ledger = new Ledger();
  let server = startServer({ DATA_DIR: folder });
  await ledger.open(await server.ready);
  for (let stop = 0; stop < 10; stop++) {
    const load = ledger.begin(await server.ready);
    const { acknowledged } = ledger.tally;
    await until(() => ledger.tally.acknowledged > acknowledged + 30, 'some load');
    await sleep(Math.random() * 100);
    const signalledAt = performance.now();
    const end = await server.stop('SIGTERM');
    expect(end).toEqual({ code: 0, stdout: `GraphiQL is at ${await server.ready}`, stderr: '' });
    expect(performance.now() - signalledAt).toBeLessThan(5_000);
    await load.stop();
    expect(processesOn(folder)).toEqual([]);
    server = startServer({ DATA_DIR: folder });
    // Running requests were completed: a change without a response was never received.
    await ledger.check(await server.ready, 'not made');
  }
  console.info(`stopped 10 times: ${JSON.stringify(ledger.tally)}`);
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
});

test('the server exits with 1 and a message if the embedded PostgreSQL cannot be restarted', async () => {
  const folder = newFolder();
  const server = startServer({ DATA_DIR: folder });
  const url = await server.ready;
  appendFileSync(join(folder, 'postgresql', 'postgresql.conf'), '\nno_such_setting = 1\n');
  process.kill(postmaster(folder)?.pid ?? 0, 'SIGKILL');
  await until(
    async () => (await fetch(new URL('/ready', url))).status === 503,
    'the server to be not ready',
  );
  expect((await ask(url, '{ articles { totalCount } }')).errors?.[0]?.extensions).toEqual({
    code: 'SERVICE_UNAVAILABLE',
  });
  const { code, stderr } = await server.ended;
  expect(code).toBe(1);
  expect(stderr.split('\n').at(-1)).toBe(
    `bothends: the embedded PostgreSQL ended and cannot be restarted: PostgreSQL does not start: see ${join(folder, 'postgresql', 'server.log')}`,
  );
  expect(processesOn(folder)).toEqual([]);
});
