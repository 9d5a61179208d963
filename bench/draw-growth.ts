import { type Growth, type GrowthCase, growthCases } from './growth.js';
import { colours, dot, legend, line, logAxis, svg, text, tick } from './svg.js';

const panel = { width: 190, height: 250, gap: 22, left: 84, top: 122 };

/** Draws a panel for each kind of call: milliseconds on the y axis, links on the x axis, both logarithmic. */
export function drawGrowth(growth: readonly Growth[]): string {
  const cases = (Object.keys(growthCases) as GrowthCase[]).filter((name) =>
    growth.some((one) => one.case === name),
  );
  const bottom = panel.top + panel.height;
  const y = logAxis(
    growth.map(({ milliseconds }) => milliseconds),
    bottom,
    panel.top,
  );
  const width = panel.left + cases.length * (panel.width + panel.gap) + 10;
  const panels = cases.flatMap((name, index) => {
    const left = panel.left + index * (panel.width + panel.gap);
    const x = logAxis(
      growth.map(({ links }) => links),
      left + 14,
      left + panel.width - 14,
    );
    return [
      text(left + panel.width / 2, panel.top - 16, growthCases[name], {
        anchor: 'middle',
        weight: 700,
        size: 14,
      }),
      `<rect x="${left}" y="${panel.top}" width="${panel.width}" height="${panel.height}" fill="#fafafa" stroke="#ddd"/>`,
      ...y.ticks
        .slice(1, -1)
        .map((value) => line(left, y.place(value), left + panel.width, y.place(value), '#e4e4e4')),
      ...x.ticks.map((value) =>
        text(x.place(value), bottom + 18, short(value), {
          anchor: 'middle',
          size: 12,
          colour: '#666',
        }),
      ),
      ...curves(
        growth.filter((one) => one.case === name),
        x.place,
        y.place,
      ),
    ];
  });
  const labels = y.ticks.map((value) =>
    text(panel.left - 8, y.place(value) + 4, `${tick(value)} ms`, {
      anchor: 'end',
      size: 12,
      colour: '#666',
    }),
  );
  return svg(width, bottom + 48, 'How the cost of a call grows with the relation', [
    text(24, 34, 'Time of one call as the relation of a publication grows', {
      size: 19,
      weight: 700,
    }),
    legend(24, 62, new Set(growth.map(({ peer }) => peer))),
    ...labels,
    ...panels,
    text(width / 2, bottom + 40, 'links of the publication', {
      anchor: 'middle',
      size: 12,
      colour: '#666',
    }),
  ]);
}

function curves(
  growth: readonly Growth[],
  x: (value: number) => number,
  y: (value: number) => number,
): string[] {
  const names = [...new Set(growth.map(({ peer }) => peer))].toReversed();
  return names.flatMap((name) => {
    const points = growth
      .filter(({ peer }) => peer === name)
      .map((one) => [x(one.links), y(one.milliseconds)] as const);
    const path = points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ');
    return [
      `<polyline points="${path}" fill="none" stroke="${colours[name]}" stroke-width="${name === 'both-ends' ? 3 : 2}"/>`,
      ...points.map(([px, py]) => dot(px, py, colours[name], 4.5)),
    ];
  });
}

function short(value: number): string {
  return value >= 1_000 ? `${value / 1_000}k` : String(value);
}
