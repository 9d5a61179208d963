import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf } from './failure.js';

const attempts = 8;

/**
 * Runs `work`, which is one transaction, and retries it after a deadlock, a serialization failure or a stale prepared statement,
 * after which nothing was changed. Throws the error of the last attempt.
 */
export async function retrying<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error);
      if (attempt === attempts || (failure !== 'lost race' && failure !== 'stale statement'))
        throw error;
      // Random, so that the same two transactions do not conflict again.
      if (failure === 'lost race') await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}
