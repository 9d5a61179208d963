import { existsSync } from 'node:fs';
import { readConfig } from './config.js';
import { type RunningServer, start } from './start.js';

/** How long stopping may take, in milliseconds, whatever state the server is in. Requests may take eight seconds of it. */
const stopTime = 20_000;
/** The same once somebody has asked again. */
const hurryTime = 3_000;
/** Within how many milliseconds two signals are one: npm and a terminal may both pass on the same Ctrl-C. */
const sameSignal = 500;

async function run(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const starting = start(config, fail);

  // From the first moment on: a Ctrl-C while the server starts must not leave a database behind either.
  let running: RunningServer | undefined;
  let stoppingSince: number | undefined;
  const stop = async () => {
    const server = await starting.catch(() => undefined);
    await server?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stoppingSince === undefined) {
        stoppingSince = Date.now();
        stop().catch(fail);
        failLater(stopTime);
      } else if (Date.now() - stoppingSince > sameSignal) {
        running?.hurry();
        failLater(hurryTime);
      }
    });
  }

  running = await starting.catch((error) => {
    // Who has stopped the start need not hear that it did not come off.
    if (stoppingSince !== undefined) process.exit(0);
    throw error;
  });
  if (stoppingSince === undefined) {
    console.info(config.graphiql ? `GraphiQL is at ${running.url}` : `The GraphQL endpoint is ${running.url}`);
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
