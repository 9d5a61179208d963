import type { Plugin } from 'graphql-yoga';
import { badRequest } from '../errors.js';

/** Refuses a GET whose `variables` or `extensions` are not JSON. Yoga's own error quotes them, with the status 500. */
export function useGetParameters(): Plugin {
  return {
    onRequestParse({ request, url }) {
      if (request.method !== 'GET') return;
      for (const name of ['variables', 'extensions'])
        if (!isJson(url.searchParams.get(name) || 'null'))
          throw badRequest(`The ${name} in the URL are not JSON.`);
    },
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
