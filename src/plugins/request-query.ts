import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { documentIdNames } from './trusted-documents.js';

/**
 * Reads the query of each GET
 * (https://graphql.github.io/graphql-over-http/draft/#sec-GET), in which `variables` and `extensions` are JSON: malformed, it
 * is BAD_REQUEST with 400. Yoga's own parser calls it an error of the server, and does not pass on the ID of a document.
 */
export function useRequestQuery(): Plugin {
  return {
    onRequestParse({ request, url, setRequestParser }) {
      if (request.method === 'GET') setRequestParser(() => parse(url.searchParams));
    },
  };
}

function parse(given: URLSearchParams): GraphQLParams {
  const text = (name: string) => given.get(name) || undefined;
  const params = {
    query: text('query'),
    operationName: text('operationName'),
    variables: json('variables', text('variables')),
    extensions: json('extensions', text('extensions')),
    ...Object.fromEntries(documentIdNames.map((name) => [name, text(name)])),
  };
  // Yoga checks what is in it, and takes undefined for not given.
  return params as GraphQLParams;
}

function json(name: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says quotes it.
    throw new GraphQLError(`The ${name} in the URL are not JSON.`, {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  }
}
