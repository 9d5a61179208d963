/** Prints a line for each step on stderr; stdout is for the result. */
export class Progress {
  readonly #began = performance.now();

  /** Prints the start of a step. */
  step(text: string): void {
    const seconds = Math.round((performance.now() - this.#began) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    process.stderr.write(`[${time.padStart(5)}] ${text}\n`);
  }

  /** Prints the start of a step with the completed share of a part, 0 to 1. */
  share(share: number, text: string): void {
    this.step(`${String(Math.round(share * 100)).padStart(3)}% ${text}`);
  }
}
