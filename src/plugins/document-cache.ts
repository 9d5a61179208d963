import type { DocumentNode } from 'graphql';
import type { YogaServerOptions } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';

/** How much text the cached documents may have together, in characters. What is made of it takes some fifty times as much memory. */
const maximumText = 500_000;
const maximumDocuments = 500;

/**
 * Yoga's options for what it keeps of documents that have come before: parsed and, hanging on them, validated and compiled.
 * Bounded by their text, which Yoga's own caches are not: with them, a client that asks for something else each time
 * takes all memory.
 */
export function documentCache(): Pick<YogaServerOptions<object, object>, 'parserAndValidationCache'> {
  return {
    parserAndValidationCache: { documentCache: bounded<DocumentNode>(), errorCache: bounded<object>(), validationCache: false },
  };
}

function bounded<Value extends object>(): LRUCache<string, Value> {
  return new LRUCache({
    max: maximumDocuments,
    maxSize: maximumText,
    sizeCalculation: (_, document) => document.length + 1,
  });
}
