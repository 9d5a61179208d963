import { peers } from './peers/all.js';
import type { PeerName } from './peers/peer.js';

/** The colour of each server, which differ in hue and lightness. */
export const colours: Readonly<Record<PeerName, string>> = {
  'both-ends': '#d7301f',
  postgraphile: '#2b6cb0',
  stock: '#7b5ea7',
  mercurius: '#2f9e6e',
  'hand-written': '#555555',
};

/** Draws a line of text. `anchor` says which point of it is at (x, y). */
export function text(
  x: number,
  y: number,
  words: string,
  { size = 13, anchor = 'start', colour = '#222', weight = 400 }: TextStyle = {},
): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="${colour}" font-weight="${weight}">${escaped}</text>`;
}

/** The style of a text. */
export interface TextStyle {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
  readonly weight?: number;
}

/** Draws a straight line. */
export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  colour = '#ddd',
  width = 1,
): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}" stroke-width="${width}"/>`;
}

/** Draws a dot with a light rim, which separates overlapping dots. */
export function dot(x: number, y: number, colour: string, radius = 5.5): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}" fill="${colour}" stroke="#fff" stroke-width="1.2"/>`;
}

/** Draws the names of the servers in `shown`, in a row from (x, y) on. */
export function legend(x: number, y: number, shown: ReadonlySet<PeerName>): string {
  let at = x;
  return peers
    .filter(({ name }) => shown.has(name))
    .map(({ name, label }) => {
      const entry =
        dot(at + 6, y - 4, colours[name]) +
        text(at + 17, y, label, { weight: name === 'both-ends' ? 700 : 400 });
      at += 40 + label.length * 7.4;
      return entry;
    })
    .join('\n');
}

/** An SVG image with a white background. */
export function svg(
  width: number,
  height: number,
  title: string,
  parts: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif">
<title>${title}</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}

/** A logarithmic axis for `values`: the position of a value between `from` and `to`, and the powers of ten as ticks. */
export function logAxis(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    place: (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
  };
}

/** The label of a power of ten. */
export function tick(value: number): string {
  return value >= 1 ? value.toLocaleString('en') : String(Number(value.toPrecision(1)));
}
