import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { readConfig } from './config.js';
import { createLog } from './log.js';
import { isLoopback } from './setting-kinds.js';
import { start } from './start.js';

// V8 lets the heap grow to several times what is in use before it collects. Measured: with 50 %, two thirds of the memory at
// the same rate of requests.
setFlagsFromString('--heap-growing-percent=50');

async function run(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const log = await createLog({ production: config.production, ...config.log });
  const starting = start(config, log);

  // From the first moment on: a Ctrl-C while the server starts must not leave a database behind either.
  let stopping: Promise<void> | undefined;
  let code = 0;
  const stop = async () => {
    const server = await starting.catch(() => undefined);
    await server?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // npm and a terminal may both pass on the same Ctrl-C.
    process.on(signal, () => {
      stopping ??= stop().catch(fail);
    });
  }

  // Nobody knows any more what state the server is in: what runs may end, and whoever looks after the process starts another.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: unknown) => {
      log.fatal({ err }, event);
      code = 1;
      stopping ??= stop().catch(fail);
    });
  }

  const { url } = await starting.catch((error) => {
    // Who has stopped the start need not hear that it did not come off.
    if (stopping) process.exit(0);
    throw error;
  });
  if (stopping) return;
  console.info(config.graphiql ? `GraphiQL is at ${url}` : `The GraphQL endpoint is ${url}`);
  if (config.auth === 'off' && !isLoopback(config.host)) {
    console.warn(`bothends: AUTH is off and HOST is ${config.host}: whoever can reach it may read and change everything`);
  }
}

function fail(error: unknown): never {
  console.error(`bothends: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

run().catch(fail);
