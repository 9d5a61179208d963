import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawGrowth } from './draw-growth.js';
import { drawRates } from './draw-rates.js';
import type { Options } from './options.js';
import { checkRequirements } from './requirements.js';
import type { Results } from './results.js';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const markers = ['<!-- the last run begins -->', '<!-- the last run ends -->'] as const;

/** Writes the results to `out`, if it is set, and after a complete run also the charts and the table in the README. */
export function saveResults(results: Results, report: string, { out, complete }: Options): void {
  const json = `${JSON.stringify({ ...results, requirements: checkRequirements(results) }, null, 2)}\n`;
  if (out) writeFileSync(out, json);
  if (!complete) return;
  writeFileSync(here('results.json'), json);
  writeFileSync(
    here('chart.svg'),
    drawRates([...(results.reads ?? []), ...(results.writes ?? [])]),
  );
  writeFileSync(here('growth.svg'), drawGrowth(results.growth ?? []));
  const readme = readFileSync(here('README.md'), 'utf8');
  const [before, rest = ''] = readme.split(markers[0]);
  const [, after = ''] = rest.split(markers[1]);
  writeFileSync(here('README.md'), `${before}${markers[0]}\n\n${report}\n${markers[1]}${after}`);
}
