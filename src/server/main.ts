import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { createLog } from './log.js';
import { readConfig } from './settings/config.js';
import { isLoopback } from './settings/setting-kinds.js';
import { type RunningServer, start } from './start.js';

/** The timeout for stopping, in milliseconds. Eight seconds of it are for the requests under way. */
const stopTime = 20_000;
/** The timeout after a second signal, in milliseconds. */
const secondStopTime = 3_000;
/** Signals within so many milliseconds count as one: npm and a terminal may both forward the same Ctrl-C. */
const signalWindow = 500;

// By default, V8 lets the heap grow to four times its live size before a full garbage collection. Lower values than this one
// spend too much time on garbage collection.
setFlagsFromString('--heap-growing-percent=200');

async function run(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const log = await createLog({ production: config.production, ...config.log });
  const starting = start(config, log, fail);

  // Registered before the start is complete, because a Ctrl-C during the start must not leave PostgreSQL running.
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
      if (Date.now() - stoppingSince <= signalWindow) return;
      running?.closeConnections();
      failLater(secondStopTime);
    });
  }

  // The state of the server is unknown now: finish the requests under way and exit, so that a process manager restarts it.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: unknown) => {
      log.fatal({ err }, event);
      code = 1;
      beginToStop();
    });
  }

  running = await starting.catch((error) => {
    // A start that the user interrupted is not an error.
    if (stoppingSince !== undefined) process.exit(0);
    throw error;
  });
  if (stoppingSince !== undefined) return;
  console.info(
    config.graphiql ? `GraphiQL is at ${running.url}` : `The GraphQL endpoint is ${running.url}`,
  );
  if (config.auth === 'off' && !isLoopback(config.host)) {
    console.warn(
      `bothends: AUTH is off and HOST is ${config.host}: everyone who can reach the server may read and change everything`,
    );
  }
}

function failLater(time: number): void {
  setTimeout(() => fail('the server did not stop in time'), time).unref();
}

function fail(error: unknown): never {
  console.error(`bothends: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

run().catch(fail);
