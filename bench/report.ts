import { fullSize } from './data-set.js';
import { growthCases } from './growth.js';
import { peers } from './peers/all.js';
import type { Peer } from './peers/peer.js';
import type { Rate } from './rates.js';
import { checkRequirements } from './requirements.js';
import type { Results } from './results.js';

/** The results as Markdown. */
export function reportOf(results: Results): string {
  const { growth, memory, start } = results;
  // The requirements are for the full size, at which a page is small compared with its relation.
  const requirements = results.dataSet.articles >= fullSize ? checkRequirements(results) : [];
  const blocks = [
    header(results),
    ...(results.reads ? [rateTable('Queries per second', results.reads)] : []),
    ...(results.writes ? [rateTable('Mutations per second', results.writes)] : []),
    ...(growth ? [growthTable(results)] : []),
    ...(memory
      ? [
          `**Memory** of Both Ends under ${number(memory.minutes)} minutes of all queries and mutations mixed (${memory.requests.toLocaleString('en')} requests): ` +
            `${memory.start.toFixed(0)} MB at the start, ${memory.end.toFixed(0)} MB at the end, ${memory.maximum.toFixed(0)} MB at most, ` +
            `${memory.perMinute >= 0 ? '+' : ''}${memory.perMinute.toFixed(2)} MB a minute.`,
        ]
      : []),
    ...(start
      ? [
          `**Cold start**: \`npm start\` responds after ${start.median.toFixed(2)} s on existing data, and after ${start.first.toFixed(2)} s on a new folder.`,
        ]
      : []),
    ...(requirements.length > 0
      ? [
          table(
            'Requirements',
            ['', 'found', ''],
            requirements.map(({ what, found, met }) => [what, found, met ? 'met' : '**missed**']),
          ),
        ]
      : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function header({ date, machine, versions, dataSet, settings }: Results): string {
  const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const postgres = /PostgreSQL [\d.]+/.exec(dataSet.postgres)?.[0];
  return [
    `Measured on ${date.slice(0, 10)}, on ${machine.cores} cores of ${machine.processor}, ${machine.memory} GB, ${machine.system}.`,
    `${dataSet.articles.toLocaleString('en')} articles, ${dataSet.publications.toLocaleString('en')} publications, ${dataSet.links.toLocaleString('en')} links, ` +
      `${dataSet.largestLinks.toLocaleString('en')} of them of the largest publication.`,
    `${settings.connections} connections; medians of ${settings.rounds} rounds of ${settings.seconds} s for each server.`,
    `${postgres}, ${used.join(', ')}.`,
  ].join('\n');
}

/** In parentheses, the rate of Both Ends divided by that of the server. */
function rateTable(title: string, rates: readonly Rate[]): string {
  const shown = present(peers, rates);
  const cases = [...new Map(rates.map((rate) => [rate.case, rate.label]))];
  const rows = cases.map(([name, label]) => {
    const rateOf = (peer: Peer) =>
      rates.find((rate) => rate.case === name && rate.peer === peer.name)?.median;
    const ours = rates.find((rate) => rate.case === name && rate.peer === 'both-ends')?.median;
    const cells = shown.map((peer) => {
      const rate = rateOf(peer);
      if (rate === undefined) return 'n/a';
      return peer.name === 'both-ends' || ours === undefined
        ? number(rate)
        : `${number(rate)} (${number(ours / rate)}×)`;
    });
    return [label, ...cells];
  });
  return table(title, ['', ...shown.map(({ label }) => label)], rows);
}

function growthTable({ growth = [] }: Results): string {
  const sizes = [...new Set(growth.map(({ links }) => links))];
  const rows = Object.entries(growthCases).flatMap(([name, label]) =>
    present(
      peers,
      growth.filter((one) => one.case === name),
    ).map((peer) => {
      const times = sizes.map((links) =>
        growth.find((one) => one.case === name && one.peer === peer.name && one.links === links),
      );
      return [
        label,
        peer.label,
        ...times.map((time) => (time ? number(time.milliseconds) : 'n/a')),
      ];
    }),
  );
  const columns = sizes.map((links) => `${links.toLocaleString('en')} links`);
  return table(
    'Milliseconds per call, by the size of the relation',
    ['one publication', '', ...columns],
    rows,
  );
}

function present(from: readonly Peer[], measured: readonly { readonly peer: string }[]): Peer[] {
  return from.filter(({ name }) => measured.some(({ peer }) => peer === name));
}

/** A number with two or three significant digits. */
function number(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
}

function table(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [`**${title}**`, '', line(head), rule, ...rows.map(line)].join('\n');
}
