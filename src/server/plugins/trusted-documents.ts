import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import type { DocumentNode } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';

/** The documents that a server answers, by their IDs, parsed. */
export type TrustedDocuments = ReadonlyMap<string, DocumentNode>;

/** The parameters of a request that may hold the ID: what the draft of GraphQL over HTTP calls it, and Relay. */
const documentIdNames = ['documentId', 'doc_id'] as const;

/** Has the server answer nothing but `documents`, asked for by ID: DOCUMENT_NOT_TRUSTED with 400 for whatever else. */
export function useTrustedDocuments(documents: TrustedDocuments): Plugin {
  return usePersistedOperations({
    extractPersistedOperationId: (params, request) =>
      documentId({ ...urlParameters(request), ...params }),
    getPersistedOperation: (id) => documents.get(id) ?? null,
    customErrors: {
      notFound: refusal('No trusted document has this ID.'),
      keyNotFound: refusal(
        'Only trusted documents are answered: send the ID of one as documentId.',
      ),
      persistedQueryOnly: refusal(
        'Only trusted documents are answered: send the ID of one, and no text.',
      ),
    },
  });
}

/** The ID that a request names, or null: `documentId`, Relay's `doc_id`, or in `extensions` as Apollo Client and urql have it. */
function documentId(params: GraphQLParams & Readonly<Record<string, unknown>>): string | null {
  const persisted: unknown = params.extensions?.persistedQuery;
  const hash =
    typeof persisted === 'object' && persisted !== null && 'sha256Hash' in persisted
      ? persisted.sha256Hash
      : undefined;
  return (
    [...documentIdNames.map((name) => params[name]), hash].find((id) => typeof id === 'string') ??
    null
  );
}

/** The IDs in the URL of a GET, which Yoga does not read. */
function urlParameters({ method, url }: Request): Readonly<Record<string, string | undefined>> {
  if (method !== 'GET') return {};
  const { searchParams } = new URL(url);
  return Object.fromEntries(
    documentIdNames.map((name) => [name, searchParams.get(name) ?? undefined]),
  );
}

const refusal = (message: string) => ({
  message,
  extensions: { code: 'DOCUMENT_NOT_TRUSTED', http: { status: 400 } },
});
