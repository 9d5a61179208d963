import type { DocumentNode, GraphQLError, GraphQLSchema, ValidationRule } from 'graphql';
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
   * The mistakes that were found in a document by validating it against this schema by these rules, which plugins may change; undefined
   * if it was not. As long as a document is cached, the same text gives the same object.
   */
  mistakesOf(
    document: DocumentNode,
    schema: GraphQLSchema,
    rules: readonly ValidationRule[] | undefined,
  ): readonly GraphQLError[] | undefined;
  setMistakes(
    document: DocumentNode,
    schema: GraphQLSchema,
    rules: readonly ValidationRule[] | undefined,
    mistakes: readonly GraphQLError[],
  ): void;
  /** The document with this text, if it was executed before: it was last found to be valid. */
  valid(text: string): DocumentNode | undefined;
}

interface Validation {
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly mistakes: readonly GraphQLError[];
}

/** Makes an empty one, for one server. */
export function documentCache(): DocumentCache {
  const parsed = bounded<DocumentNode>();
  const validations = new WeakMap<DocumentNode, Validation>();
  return {
    options: {
      parserAndValidationCache: {
        documentCache: parsed,
        errorCache: bounded<object>(),
        validationCache: false,
      },
    },
    mistakesOf(document, schema, rules = []) {
      const last = validations.get(document);
      const isSame =
        last?.schema === schema &&
        last.rules.length === rules.length &&
        last.rules.every((rule, index) => rule === rules[index]);
      return isSame ? last.mistakes : undefined;
    },
    setMistakes(document, schema, rules = [], mistakes) {
      validations.set(document, { schema, rules, mistakes });
    },
    valid(text) {
      const document = parsed.get(text);
      return document && validations.get(document)?.mistakes.length === 0 ? document : undefined;
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
