import type { DocumentNode, GraphQLError, GraphQLSchema, ValidationRule } from 'graphql';
import type { YogaServerOptions } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';

/** The maximum total length of the cached documents, in characters. A parsed document takes about fifty times as much memory. */
const maximumText = 500_000;
const maximumDocuments = 500;

/** A cache of parsed documents and of the results of their validation. */
export interface DocumentCache {
  /**
   * The options of Yoga for this cache. Yoga's own caches are limited by the number of documents, not by their size, so a client
   * could fill the memory.
   */
  readonly options: Pick<YogaServerOptions<object, object>, 'parserAndValidationCache'>;
  /**
   * The errors found by validating a document against this schema with these rules, which plugins may change; undefined if it was
   * not validated with them. While a document is cached, the same text gives the same object.
   */
  errorsOf(
    document: DocumentNode,
    schema: GraphQLSchema,
    rules: readonly ValidationRule[] | undefined,
  ): readonly GraphQLError[] | undefined;
  setErrors(
    document: DocumentNode,
    schema: GraphQLSchema,
    rules: readonly ValidationRule[] | undefined,
    errors: readonly GraphQLError[],
  ): void;
  /** The cached document with this text, if it is valid. */
  valid(text: string): DocumentNode | undefined;
}

interface Validation {
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly errors: readonly GraphQLError[];
}

/** Creates a cache for one server. */
export function documentCache(): DocumentCache {
  const parsed = boundedCache<DocumentNode>();
  const validations = new WeakMap<DocumentNode, Validation>();
  return {
    options: {
      parserAndValidationCache: {
        documentCache: parsed,
        errorCache: boundedCache<object>(),
        validationCache: false,
      },
    },
    errorsOf(document, schema, rules = []) {
      const last = validations.get(document);
      const isSame =
        last?.schema === schema &&
        last.rules.length === rules.length &&
        last.rules.every((rule, index) => rule === rules[index]);
      return isSame ? last.errors : undefined;
    },
    setErrors(document, schema, rules = [], errors) {
      validations.set(document, { schema, rules, errors });
    },
    valid(text) {
      const document = parsed.get(text);
      return document && validations.get(document)?.errors.length === 0 ? document : undefined;
    },
  };
}

function boundedCache<Value extends object>(): LRUCache<string, Value> {
  return new LRUCache({
    max: maximumDocuments,
    maxSize: maximumText,
    sizeCalculation: (_, document) => document.length + 1,
  });
}
