import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf } from './failure.js';

const attempts = 8;

/**
 * Runs `work`, which is one transaction, and again where PostgreSQL gave it up for the sake of another: a deadlock or a
 * failed serialization leaves nothing behind, so it is safe to repeat. So does a statement that has to be prepared again.
 * Throws what the last attempt threw.
 */
export async function retrying<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error);
      if (attempt === attempts || (failure !== 'lost race' && failure !== 'stale statement'))
        throw error;
      // Jitter, or the same two would meet again.
      if (failure === 'lost race') await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}
