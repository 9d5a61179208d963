import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { applyMigrations } from '../src/postgres/migrate.js';
import { cpuTime } from './cpu-time.js';
import { makeDataSet } from './data-set.js';
import { type ServerProcess, startServer } from './node-process.js';
import { operationCases } from './operation-cases/all.js';
import type { OperationCase, OperationRequest } from './operation-cases/operation-case.js';
import { addRows, type TestSchema } from './operation-cases/schemas.js';
import { Progress } from './progress.js';
import { Stops } from './stops.js';

/** The measurement of one case. */
interface Measurement {
  readonly operation: OperationCase;
  readonly size: number;
  readonly cost: number;
  /** The elapsed time of the quickest run. */
  readonly milliseconds: number;
  /** The lowest CPU time of the runs: that of the server and of PostgreSQL. */
  readonly cpu: number;
  readonly failure?: string;
}

interface Outcome {
  readonly cost: number;
  readonly failure: string | undefined;
}

/** The default of LIMIT_COST. */
const limit = 30_000;
const runs = 3;
/** In milliseconds: a slower operation is run once. */
const longEnough = 400;
const root = fileURLToPath(new URL('..', import.meta.url));

async function measure(stops: Stops): Promise<void> {
  const { values } = parseArgs({
    options: {
      database: { type: 'string' },
      only: { type: 'string' },
      sizes: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const progress = new Progress();
  const url = values.database ?? (await newDatabase(stops, progress));
  const start = async (cost: number) =>
    startServer(
      {
        program: process.execPath,
        args: ['--import', 'tsx', 'src/server/main.ts'],
        folder: root,
        environment: {
          DATABASE_URL: url,
          PORT: '0',
          AUTH: 'off',
          LIMIT_COST: String(cost),
          LIMIT_TIME: '8000',
          LIMIT_ALIASES: '1000000',
          LIMIT_ROOT_FIELDS: '1000000',
          LIMIT_TOKENS: '1000000',
          LIMIT_BODY: '100000000',
          LIMIT_EVENT_LOOP_DELAY: '60000',
          LOG_LEVEL: 'error',
        },
      },
      (stop) => stops.add(stop),
    );
  const server = await start(limit);
  const unlimited = values.sizes ? await start(1_000_000_000) : server;
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  stops.add(() => database.end());
  const { rows } = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const backend = rows[0]?.pid ?? 0;

  const chosen = operationCases.filter(
    ({ group, name }) => !values.only || new RegExp(values.only).test(`${group}: ${name}`),
  );
  const others = new Map<TestSchema, ServerProcess>();
  for (const schema of new Set(chosen.flatMap((each) => each.schema ?? []))) {
    progress.step(`${schema}: data`);
    others.set(schema, await startOther(schema, database, url, stops));
  }
  const serverOf = ({ schema }: OperationCase) => (schema && others.get(schema)) || unlimited;

  const ask = async (
    operation: OperationCase,
    { query, variables }: OperationRequest,
  ): Promise<Outcome> => {
    const response = await fetch(
      `${serverOf(operation)
        .url.replace(/\/$/, '')
        .replace(/\/graphql$/, '')}/graphql`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      },
    );
    const body = (await response.json()) as {
      errors?: { message: string; extensions?: { code?: string } }[];
      extensions?: { cost?: { requested: number } };
    };
    return {
      cost: body.extensions?.cost?.requested ?? Number.POSITIVE_INFINITY,
      failure: body.errors?.[0] && `${body.errors[0].extensions?.code}: ${body.errors[0].message}`,
    };
  };
  /** The largest size within the cost limit. */
  const largest = async (operation: OperationCase): Promise<number> => {
    const { make } = operation;
    let [low, high] = [1, operation.largest];
    const cost = async (size: number) => (await ask(operation, make(size))).cost;
    if ((await cost(high)) <= limit) return high;
    // The cost is nearly proportional to the size, so interpolation needs few steps.
    while (high - low > Math.max(1, low / 50)) {
      const [below, above] = [await cost(low), await cost(high)];
      const guess = low + Math.floor(((limit - below) / (above - below)) * (high - low));
      const next = Math.min(Math.max(guess, low + 1), high - 1);
      if ((await cost(next)) <= limit) low = next;
      else high = next;
      if (next === guess && low === next && (await cost(low + 1)) > limit) return low;
    }
    return low;
  };

  const measurements: Measurement[] = [];
  for (const operation of chosen) {
    const sizes = values.sizes?.split(',').map(Number) ?? [await largest(operation)];
    for (const size of sizes.filter((each) => each <= operation.largest)) {
      const request = operation.make(size);
      const { pid } = serverOf(operation);
      let [milliseconds, cpu] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      let outcome: Outcome | undefined;
      for (let run = 0; run < runs && milliseconds > (run === 0 ? 0 : 1); run++) {
        const [began, used] = [performance.now(), cpuTime(pid, backend)];
        outcome = await ask(operation, request);
        milliseconds = Math.min(milliseconds, performance.now() - began);
        cpu = Math.min(cpu, cpuTime(pid, backend) - used);
        if (performance.now() - began > longEnough) break;
      }
      const { cost = 0, failure } = outcome ?? {};
      measurements.push({
        operation,
        size,
        cost,
        milliseconds,
        cpu,
        ...(failure && { failure }),
      });
      progress.step(
        `${operation.group}: ${operation.name}: ${size} ${operation.unit} cost ${cost}, ${Math.round(milliseconds)} ms, ${cpu} ms of CPU ${failure ?? ''}`,
      );
    }
  }
  const report = reportOf(measurements);
  if (values.out) writeFileSync(values.out, report);
  else console.info(report);
}

/** A database of the size that the costs are based on, on a new PostgreSQL. */
async function newDatabase(stops: Stops, progress: Progress): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bothends-operation-times-'));
  stops.add(() => rmSync(folder, { recursive: true, force: true }));
  const size = { articles: 50_000, publications: 1_000 };
  const { readUrl } = await makeDataSet(folder, size, stops, (share) =>
    progress.share(share, 'data'),
  );
  return readUrl;
}

/** A server with another schema, over a new database beside the one at `url`. */
async function startOther(
  schema: TestSchema,
  beside: pg.Client,
  url: string,
  stops: Stops,
): Promise<ServerProcess> {
  const name = `operation_times_${schema}`;
  const other = new URL(url);
  other.pathname = name;
  const { rowCount } = await beside.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 0) {
    await beside.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    await applyMigrations(other.href, join(root, 'tests/schemas', schema, 'migrations'));
    const client = new pg.Client({ connectionString: other.href });
    await client.connect();
    await addRows(schema, client);
    await client.end();
  }
  const limits = JSON.stringify({ aliases: 1e6, rootFields: 1e6, tokens: 1e6 });
  return startServer(
    {
      program: process.execPath,
      args: ['--import', 'tsx', 'bench/peers/both-ends/test-schema-server.ts', schema, limits],
      folder: root,
      environment: { NODE_ENV: 'production', DATABASE_URL: other.href },
    },
    (stop) => stops.add(stop),
  );
}

function reportOf(measurements: readonly Measurement[]): string {
  const lines = measurements.map(({ operation, size, cost, milliseconds, cpu, failure }) =>
    [
      operation.group,
      operation.name,
      `${size.toLocaleString('en')} ${operation.unit}`,
      cost.toLocaleString('en'),
      Math.round(milliseconds).toLocaleString('en'),
      cpu.toLocaleString('en'),
      failure ?? '',
    ].join(' | '),
  );
  return `# The cost and time of operations

The largest size of each operation whose cost is within \`LIMIT_COST\` (${limit.toLocaleString('en')}), on 50,000 articles, 1,000 publications and
235,000 links. "CPU ms" is the CPU time of the server and PostgreSQL; "ms" is the elapsed time. Every filter is evaluated for a page and
for a count, and nearly always compares each row. \`npm --prefix bench run operation-times -- --out operation-times.md\` (Linux only) writes
this file.

Measured on ${new Date().toISOString().slice(0, 10)} on ${availableParallelism()} cores, with a load of ${(loadavg()[2] ?? 0).toFixed(1)} over the last 15 minutes.

| what | where | size | cost | ms | CPU ms | |\n| --- | --- | ---: | ---: | ---: | ---: | --- |\n${lines.map((line) => `| ${line} |`).join('\n')}\n`;
}

const stops = new Stops();
measure(stops)
  .finally(() => stops.all())
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
