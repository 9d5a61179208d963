import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type DocumentNode, type GraphQLSchema, validate } from 'graphql';
import { ConfigError } from './config.js';
import { type DocumentLimits, parseWithin } from './plugins/document-limits.js';
import type { TrustedDocuments } from './plugins/trusted-documents.js';

/**
 * Reads the manifest at `path`: a JSON object of documents by their IDs, as `@graphql-codegen/client-preset` and Relay's
 * compiler write it. Throws ConfigError unless every document is one that the server will answer, and every ID that is a
 * SHA-256 that of its document.
 */
export function readTrustedDocuments(
  path: string,
  schema: GraphQLSchema,
  limits: DocumentLimits,
): TrustedDocuments {
  // What a parser says may quote lines; a configuration error is one line.
  const refuse = (mayBe: string, reason: string) =>
    new ConfigError('TRUSTED_DOCUMENTS', path, `${mayBe} (${reason.replace(/\s+/g, ' ')})`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw refuse('the path of a JSON file', error instanceof Error ? error.message : String(error));
  }
  const documents = new Map<string, DocumentNode>();
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    throw refuse(
      'a manifest that is a JSON object of documents by their IDs',
      'it is something else',
    );
  }
  for (const [id, text] of Object.entries(manifest)) {
    try {
      documents.set(id, trusted(id, text, schema, limits));
    } catch (error) {
      throw refuse(
        'a manifest of documents that this server can answer',
        `${id}: ${(error as Error).message}`,
      );
    }
  }
  if (documents.size === 0) throw refuse('a manifest of documents', 'it has none');
  return documents;
}

function trusted(
  id: string,
  text: unknown,
  schema: GraphQLSchema,
  limits: DocumentLimits,
): DocumentNode {
  if (typeof text !== 'string') throw new Error('it is not a text');
  const [, hash] = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(id) ?? [];
  if (hash && createHash('sha256').update(text).digest('hex') !== hash.toLowerCase()) {
    throw new Error('the ID is not the SHA-256 of the document');
  }
  const document = parseWithin(text, limits);
  const [mistake] = validate(schema, document);
  if (mistake) throw mistake;
  return document;
}
