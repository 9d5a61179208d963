import { post } from './exchange.js';
import type { Response } from './server.js';

/** Sends an operation and returns the response, including its errors. Rejects as `post` does. */
export async function ask(url: string, query: string, variables?: object): Promise<Response> {
  return (await post(url, { query, variables })).body;
}
