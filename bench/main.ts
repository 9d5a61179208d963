import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureColdStart } from './cold-start.js';
import { fullSize, makeDataSet, publicationsFor } from './data-set.js';
import { growthSizes, measureGrowth } from './growth.js';
import { connections } from './load.js';
import { measureMemory } from './memory.js';
import { node22, runToEnd } from './node-process.js';
import { OptionError, type Options, readOptions } from './options.js';
import { builds } from './peers/all.js';
import { Progress } from './progress.js';
import { measureReads } from './reads.js';
import { reportOf } from './report.js';
import { installedVersions, type Results, thisMachine } from './results.js';
import { saveResults } from './save.js';
import { withServers } from './servers.js';
import { Stops } from './stops.js';
import { WriteDatabase } from './write-owners.js';
import { measureWrites } from './writes.js';

async function run(options: Options, stops: Stops): Promise<void> {
  const progress = new Progress();
  const date = new Date().toISOString();
  const folder = mkdtempSync(join(tmpdir(), 'bothends-bench-'));
  stops.add(() => rm(folder, { recursive: true, force: true }));
  // Run by root, PostgreSQL runs as another user, who must be able to enter the folder.
  chmodSync(folder, 0o711);

  progress.step('building the servers');
  for (const build of builds) await runToEnd(build);
  progress.step(`filling a PostgreSQL with ${options.articles.toLocaleString('en')} articles`);
  const dataSet = await makeDataSet(
    folder,
    { articles: options.articles, publications: publicationsFor(options.articles) },
    stops,
    (share) => progress.share(share, 'articles and links'),
  );
  const { facts, readUrl, writeUrl } = dataSet;
  const results: Results = {
    date,
    machine: thisMachine(),
    versions: installedVersions(
      execFileSync(node22, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim(),
    ),
    dataSet: facts,
    settings: { connections, rounds: options.rounds, seconds: options.seconds },
  };

  const { only, peers } = options;
  if (only.has('reads') && options.reads.length > 0) {
    results.reads = await withServers(peers, readUrl, stops, (running) =>
      measureReads(running, options.reads, facts, options, progress),
    );
  }
  if (only.has('writes') || only.has('growth') || only.has('memory')) {
    const database = new WriteDatabase(writeUrl);
    const close = stops.add(() => database.close());
    await measureChanges(options, results, writeUrl, database, stops, progress);
    await close();
  }
  await dataSet.stop();
  if (only.has('start'))
    results.start = await measureColdStart(folder, options.starts, stops, progress);

  const report = reportOf(results);
  saveResults(results, report, options);
  console.info(report);
}

/** The parts with mutations. Each has new servers, so that the state of one does not affect the next. */
async function measureChanges(
  options: Options,
  results: Results,
  url: string,
  database: WriteDatabase,
  stops: Stops,
  progress: Progress,
): Promise<void> {
  const { only, peers, articles } = options;
  if (only.has('writes') && options.writes.length > 0) {
    const writers = peers.filter((peer) => peer.change);
    results.writes = await withServers(writers, url, stops, (running) =>
      measureWrites(running, database, options.writes, options, progress),
    );
  }
  if (only.has('growth')) {
    const calls = (links: number) => (articles < fullSize ? 3 : links >= 100_000 ? 5 : 15);
    results.growth = await withServers(peers, url, stops, (running) =>
      measureGrowth(running, database, growthSizes(articles), calls, progress),
    );
  }
  const ours = peers.filter(({ name }) => name === 'both-ends');
  if (only.has('memory') && ours.length > 0) {
    const memory = await withServers(
      ours,
      url,
      stops,
      async ([running]) =>
        running && measureMemory(running, database, results.dataSet, options.minutes, progress),
    );
    if (memory) results.memory = memory;
  }
}

const stops = new Stops();
let ending: Promise<void> | undefined;
/** Stops everything, once, and then exits. */
function end(code: number): Promise<void> {
  ending ??= stops.all().then(() => process.exit(code));
  return ending;
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => end(128 + constants.signals[signal]));
}

try {
  await run(readOptions(process.argv.slice(2)), stops);
  await end(0);
} catch (error) {
  // An interrupted run fails, which needs no message.
  if (!ending) console.error(`bench: ${error instanceof Error ? error.message : error}`);
  await end(error instanceof OptionError ? 2 : 1);
}
