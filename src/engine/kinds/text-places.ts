import { generateNKeysBetween } from 'fractional-indexing';
import type { PlaceKind } from './kind.js';

/**
 * The longest place, in characters. A place between two others is longer than they are, by one character for about six rows that
 * are placed one after the other between the same two, and PostgreSQL's B-tree indexes hold at most 2,704 bytes.
 */
const longest = 250;

/** Places that are texts, by fractional indexing: there is room between any two, so that other rows keep their places. */
export const textPlaces: PlaceKind = {
  between({ low, high }, count, { maximum = longest }, spread) {
    const most = Math.min(maximum, longest) / (spread ? 2 : 1);
    // Every place is greater than the empty text, which may be the default of a column.
    const after = low === undefined || low === '' ? null : String(low);
    const before = high === undefined ? null : String(high);
    // Others may have written texts that are no places, or equal ones.
    if (![after, before].every((each) => each === null || isPlace(each))) return undefined;
    if (after !== null && before !== null && after >= before) return undefined;
    const places = generateNKeysBetween(after, before, count);
    return places.every(({ length }) => length <= most) ? places : undefined;
  },
};

/**
 * Whether a text is one of the places: a letter, which tells how many digits the whole part has, and digits of base 62, of which
 * the last one of the fraction is not 0.
 */
function isPlace(text: string): boolean {
  const [, letter = ''] = /^(?!A0{26}$)([A-Za-z])[0-9A-Za-z]*$/.exec(text) ?? [];
  const digits = letter >= 'a' ? letter.charCodeAt(0) - 96 : 91 - letter.charCodeAt(0);
  return digits < text.length && (text.length === digits + 1 || !text.endsWith('0'));
}
