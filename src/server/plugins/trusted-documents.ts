import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import type { DocumentNode } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { documentNotTrusted } from '../errors.js';

/** The trusted documents, parsed, by ID. */
export type TrustedDocuments = ReadonlyMap<string, DocumentNode>;

/** The parameters that may contain the ID: the one in the GraphQL over HTTP draft, and Relay's. */
const documentIdNames = ['documentId', 'doc_id'] as const;

/** Executes only `documents`, requested by ID. Any other request is DOCUMENT_NOT_TRUSTED with the status 400. */
export function useTrustedDocuments(documents: TrustedDocuments): Plugin {
  return usePersistedOperations({
    extractPersistedOperationId: (params, request) =>
      documentId({ ...urlParameters(request), ...params }),
    getPersistedOperation: (id) => documents.get(id) ?? null,
    customErrors: {
      notFound: refused('No trusted document has this ID.'),
      keyNotFound: refused(
        'Only trusted documents are executed: send the ID of one as documentId.',
      ),
      persistedQueryOnly: refused(
        'Only trusted documents are executed: send the ID of one, and no text.',
      ),
    },
  });
}

/** The ID in a request, or null: `documentId`, Relay's `doc_id`, or in `extensions` as Apollo Client and urql send it. */
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

const refused = (message: string) => documentNotTrusted(message).toJSON();
