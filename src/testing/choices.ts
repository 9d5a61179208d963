import fc, { type GeneratorValue } from 'fast-check';

/** Without fast-check's bias towards small numbers, which would make most operations invalid. */
const evenly = (max: number) => fc.noBias(fc.nat(max));

/** The choices that make a random operation. All come from fast-check, so that it can repeat and shrink the operation. */
export class Choices {
  /** The percentage of choices that make something invalid. */
  readonly invalid: number;
  readonly #random: GeneratorValue;
  #names = 0;

  constructor(random: GeneratorValue) {
    this.#random = random;
    this.invalid = this.pick([0, 0, 0.5, 1, 4]);
  }

  /** One of `values`, which must not be empty. */
  pick<Item>(values: readonly Item[]): Item {
    // The caller's list is not empty.
    return values[this.below(values.length)] as Item;
  }

  /** One of `values`, rarely: those that make an operation invalid. */
  odd<Item>(values: readonly Item[]): Item | undefined {
    return this.chance(this.invalid / 2) ? this.pick(values) : undefined;
  }

  /** True in this percentage of cases. */
  chance(percent: number): boolean {
    return this.#random(evenly, 999) < percent * 10;
  }

  /** A number from 0 to `count - 1`. */
  below(count: number): number {
    return this.#random(evenly, count - 1);
  }

  /** A name that the operation does not have yet. */
  name(letter: string): string {
    this.#names += 1;
    return `${letter}${this.#names}`;
  }
}
