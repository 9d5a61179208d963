import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { documentIdNames } from '../plugins/trusted-documents.js';

/**
 * Reads the query of a GET
 * (https://graphql.github.io/graphql-over-http/draft/#sec-GET), in which `variables` and `extensions` are JSON. Throws
 * BAD_REQUEST with the status 400 where they are not.
 */
export function readRequestQuery(url: string): GraphQLParams {
  const start = url.indexOf('?');
  const given = new URLSearchParams(start < 0 ? '' : url.slice(start));
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
