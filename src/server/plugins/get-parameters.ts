import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Refuses a GET whose `variables` or `extensions` are not JSON. Yoga's own error quotes them, with the status 500. */
export function useGetParameters(): Plugin {
  return {
    onRequestParse({ request, url }) {
      if (request.method !== 'GET') return;
      for (const name of ['variables', 'extensions'])
        if (!isJson(url.searchParams.get(name) || 'null')) throw notJson(name);
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

function notJson(name: string): GraphQLError {
  return new GraphQLError(`The ${name} in the URL are not JSON.`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
