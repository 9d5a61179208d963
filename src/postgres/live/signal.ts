import { setTimeout as sleep } from 'node:timers/promises';

/** A signal that a loop waits for. */
export class Signal {
  #isSet = false;
  #waiting: (() => void) | undefined;

  set(): void {
    this.#isSet = true;
    this.#waiting?.();
  }

  /** Waits until the signal is set, but at least `minimum` milliseconds and at most `maximum`. Resets it. */
  async wait(minimum: number, maximum: number): Promise<void> {
    await sleep(minimum);
    if (!this.#isSet && maximum > minimum) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((done) => {
        this.#waiting = done;
        timer = setTimeout(done, maximum - minimum);
      });
      clearTimeout(timer);
      this.#waiting = undefined;
    }
    this.#isSet = false;
  }
}
