import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { readConfig } from './config.js';
import { createLog } from './log.js';
import { isLoopback } from './setting-kinds.js';
import { type RunningServer, start } from './start.js';

/** How long stopping may take, in milliseconds, whatever state the server is in. Requests may take eight seconds of it. */
const stopTime = 20_000;
/** The same once somebody has asked again. */
const secondStopTime = 3_000;
/** Within how many milliseconds two signals are one: npm and a terminal may both pass on the same Ctrl-C. */
const sameSignal = 500;

// V8 lets the heap grow to four times what is in use before it collects all of it, and takes that much memory under load. Not
// tighter than this, as collecting takes time too.
setFlagsFromString('--heap-growing-percent=200');

async function run(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const log = await createLog({ production: config.production, ...config.log });
  const starting = start(config, log, fail);

  // From the first moment on: a Ctrl-C while the server starts must not leave a database behind either.
  let running: RunningServer | undefined;
  let stoppingSince: number | undefined;
  let code = 0;
  const stop = async () => {
    const server = await starting.catch(() => undefined);
    await server?.stop();
    process.exit(code);
  };
  const beginToStop = () => {
    if (stoppingSince !== undefined) return;
    stoppingSince = Date.now();
    stop().catch(fail);
    failLater(stopTime);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stoppingSince === undefined) return beginToStop();
      if (Date.now() - stoppingSince <= sameSignal) return;
      running?.closeConnections();
      failLater(secondStopTime);
    });
  }

  // Nobody knows any more what state the server is in: what runs may end, and whoever looks after the process starts another.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: unknown) => {
      log.fatal({ err }, event);
      code = 1;
      beginToStop();
    });
  }

  running = await starting.catch((error) => {
    // Who has stopped the start need not hear that it did not come off.
    if (stoppingSince !== undefined) process.exit(0);
    throw error;
  });
  if (stoppingSince !== undefined) return;
  console.info(
    config.graphiql ? `GraphiQL is at ${running.url}` : `The GraphQL endpoint is ${running.url}`,
  );
  if (config.auth === 'off' && !isLoopback(config.host)) {
    console.warn(
      `bothends: AUTH is off and HOST is ${config.host}: whoever can reach it may read and change everything`,
    );
  }
}

function failLater(time: number): void {
  setTimeout(() => fail('it did not stop in time'), time).unref();
}

function fail(error: unknown): never {
  console.error(`bothends: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

run().catch(fail);
