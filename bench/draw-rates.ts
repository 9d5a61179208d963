import type { Rate } from './rates.js';
import { colours, dot, legend, line, logAxis, svg, text, tick } from './svg.js';

const width = 960;
const left = 350;
const right = 830;
const row = 30;
const top = 104;
/** The vertical offset of each server's dot, so that dots of equal rates do not cover each other. */
const offsets = {
  postgraphile: -8,
  mercurius: -4,
  'both-ends': 0,
  'hand-written': 4,
  stock: 8,
} as const;

/** Draws a row for each case, with a dot for each server's requests per second. */
export function drawRates(rates: readonly Rate[]): string {
  const cases = [...new Map(rates.map((rate) => [rate.case, rate.label]))];
  const bottom = top + cases.length * row;
  const { place, ticks } = logAxis(
    rates.map((rate) => rate.median),
    left,
    right,
  );
  const grid = ticks.flatMap((value) => [
    line(place(value), top - 14, place(value), bottom - 8, '#e4e4e4'),
    text(place(value), top - 20, tick(value), { size: 12, anchor: 'middle', colour: '#666' }),
  ]);
  const rows = cases.flatMap(([name, label], index) => {
    const y = top + index * row + 6;
    const own = rates.filter((rate) => rate.case === name);
    const places = own.map((rate) => place(rate.median));
    const ours = own.find(({ peer }) => peer === 'both-ends');
    // Both Ends last, so that its dot is above the others.
    const ordered = own.toSorted(
      (a, b) => Number(a.peer === 'both-ends') - Number(b.peer === 'both-ends'),
    );
    return [
      text(left - 18, y + 4, label, { anchor: 'end' }),
      line(Math.min(...places), y, Math.max(...places), y, '#c8c8c8', 2),
      ...ordered.map(({ peer, median }) =>
        dot(place(median), y + offsets[peer], colours[peer], peer === 'both-ends' ? 6.5 : 4.5),
      ),
      ...(ours
        ? [
            text(width - 14, y + 4, shown(ours.median), {
              anchor: 'end',
              weight: 700,
              colour: colours['both-ends'],
            }),
          ]
        : []),
    ];
  });
  return svg(width, bottom + 16, 'Requests per second', [
    text(24, 34, 'Requests per second, 8 connections', { size: 19, weight: 700 }),
    text(width - 14, top - 20, 'Both Ends', {
      size: 12,
      anchor: 'end',
      colour: colours['both-ends'],
      weight: 700,
    }),
    legend(24, 60, new Set(rates.map(({ peer }) => peer))),
    ...grid,
    ...rows,
  ]);
}

function shown(value: number): string {
  return value >= 10 ? Math.round(value).toLocaleString('en') : value.toPrecision(2);
}
