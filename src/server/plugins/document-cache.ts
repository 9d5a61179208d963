import type { DocumentNode, GraphQLError } from 'graphql';
import type { YogaServerOptions } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';

/** How much text the cached documents may have together, in characters. What is made of it takes some fifty times as much memory. */
const maximumText = 500_000;
const maximumDocuments = 500;

/** What is kept of documents that have come before: parsed and, hanging on that, validated and compiled. */
export interface DocumentCache {
  /**
   * By their texts. Bounded by those, which Yoga's own caches are not: with them, a client that asks for something else each
   * time takes all memory.
   */
  readonly options: Pick<YogaServerOptions<object, object>, 'parserAndValidationCache'>;
  /**
   * The mistakes that were found in each. As long as a document is kept, the same text gives the same object; and one server has one
   * schema and always the same rules, by whose names Yoga's own cache looks first.
   */
  readonly mistakes: WeakMap<DocumentNode, readonly GraphQLError[]>;
  /** The document with this text, if it has come before and there was no mistake in it. */
  valid(text: string): DocumentNode | undefined;
}

/** Makes an empty one, for one server. */
export function documentCache(): DocumentCache {
  const parsed = bounded<DocumentNode>();
  const mistakes = new WeakMap<DocumentNode, readonly GraphQLError[]>();
  return {
    options: {
      parserAndValidationCache: {
        documentCache: parsed,
        errorCache: bounded<object>(),
        validationCache: false,
      },
    },
    mistakes,
    valid(text) {
      const document = parsed.get(text);
      return document && mistakes.get(document)?.length === 0 ? document : undefined;
    },
  };
}

function bounded<Value extends object>(): LRUCache<string, Value> {
  return new LRUCache({
    max: maximumDocuments,
    maxSize: maximumText,
    sizeCalculation: (_, document) => document.length + 1,
  });
}
