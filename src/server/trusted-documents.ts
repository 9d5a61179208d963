import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type DocumentNode, type GraphQLSchema, validate } from 'graphql';
import { type DocumentLimits, parseWithin } from './limits/document-limits.js';
import type { TrustedDocuments } from './plugins/trusted-documents.js';
import { ConfigError } from './settings/config-error.js';

/**
 * Reads the manifest at `path`: a JSON object of documents by their IDs, as `@graphql-codegen/client-preset` and Relay's
 * compiler write it. Throws ConfigError unless every document is valid and within the limits, and every ID that is a
 * SHA-256 hash is the hash of its document.
 */
export function readTrustedDocuments(
  path: string,
  schema: GraphQLSchema,
  limits: DocumentLimits,
): TrustedDocuments {
  // A parser's message may quote several lines; a configuration error is one line.
  const invalid = (reason: string) =>
    new ConfigError(
      'TRUSTED_DOCUMENTS',
      path,
      `the path of a JSON object of valid documents by ID (${reason.replace(/\s+/g, ' ')})`,
    );
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
  const documents = new Map<string, DocumentNode>();
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
    throw invalid('not a JSON object');
  for (const [id, text] of Object.entries(manifest)) {
    try {
      documents.set(id, parseTrusted(id, text, schema, limits));
    } catch (error) {
      throw invalid(`${id}: ${(error as Error).message}`);
    }
  }
  if (documents.size === 0) throw invalid('it has no documents');
  return documents;
}

function parseTrusted(
  id: string,
  text: unknown,
  schema: GraphQLSchema,
  limits: DocumentLimits,
): DocumentNode {
  if (typeof text !== 'string') throw new Error('not a string');
  const [, hash] = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(id) ?? [];
  if (hash && createHash('sha256').update(text).digest('hex') !== hash.toLowerCase()) {
    throw new Error('the ID is not the SHA-256 hash of the document');
  }
  const document = parseWithin(text, limits);
  const [error] = validate(schema, document);
  if (error) throw error;
  return document;
}
