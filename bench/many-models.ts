import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { manyModels } from '../tests/support/many-models.js';
import { type StartedServer, startOnce } from './cold-start.js';
import { node22, runToEnd } from './node-process.js';
import { Progress } from './progress.js';
import { median } from './statistics.js';
import { Stops } from './stops.js';

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '400' },
    starts: { type: 'string', default: '5' },
    /** Also measures the compiled server, whose compilation takes minutes. */
    built: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));

/** Adopts a schema of many models in a copy of the checkout, and measures how long that and the starts take. Prints a table in Markdown. */
async function measure(stops: Stops, progress: Progress): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bothends-many-models-'));
  stops.add(() => rmSync(folder, { recursive: true, force: true }));
  // Run by root, PostgreSQL runs as another user, who must be able to enter the folder.
  chmodSync(folder, 0o711);
  const checkout = copyCheckout(join(folder, 'checkout'));
  const schema = join(folder, 'many.prisma');
  writeFileSync(schema, `${manyModels(Number(values.models))}\n`);

  const rows: [label: string, seconds: number][] = [];
  const time = async (label: string, args: readonly string[]) => {
    progress.step(label);
    const began = performance.now();
    await runToEnd({ program: 'npm', args, folder: checkout, environment: nodeEnvironment });
    rows.push([label, (performance.now() - began) / 1000]);
  };
  await time('npm run adopt', ['run', 'adopt', '--', schema]);
  await time('npm run generate', ['run', 'generate']);

  const dataDir = join(folder, 'data');
  const start = async (label: string, program: string, args: readonly string[]) => {
    const server: StartedServer = {
      folder: checkout,
      program,
      args,
      query: '{ __typename }',
      response: '{"data":{"__typename":"Query"}}',
    };
    // The first start makes the tables.
    progress.step(`${label}, with a new database`);
    await startOnce(server, dataDir, stops);
    const times: number[] = [];
    for (let at = 0; at < Number(values.starts); at++) {
      progress.share((at + 1) / Number(values.starts), label);
      times.push(await startOnce(server, dataDir, stops));
    }
    rows.push([`${label}, until the first response`, median(times)]);
  };
  await start('npm start', 'npm', ['start']);
  if (values.built) {
    await time('npm run build', ['run', 'build']);
    await start('node dist/server/main.js', node22, ['dist/server/main.js']);
  }
  console.info(`| ${values.models} models | seconds |\n| --- | ---: |`);
  for (const [label, seconds] of rows) console.info(`| ${label} | ${seconds.toFixed(1)} |`);
}

/** npm runs the first Node in the PATH. */
const nodeEnvironment = { PATH: `${dirname(node22)}:${process.env.PATH}` };

/** Copies the files of this checkout that Git knows, and links its packages. */
function copyCheckout(copy: string): string {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\0')) {
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

const stops = new Stops();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => stops.all().then(() => process.exit(1)));
try {
  await measure(stops, new Progress());
} finally {
  await stops.all();
}
