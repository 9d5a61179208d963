/** Tells what is being done, a line for each step, on stderr: stdout is for the result. */
export class Progress {
  readonly #began = performance.now();

  /** Tells that a step begins. */
  step(text: string): void {
    const seconds = Math.round((performance.now() - this.#began) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    process.stderr.write(`[${time.padStart(5)}] ${text}\n`);
  }

  /** The same with how much of a part is done, 0 to 1. */
  share(share: number, text: string): void {
    this.step(`${String(Math.round(share * 100)).padStart(3)}% ${text}`);
  }
}
