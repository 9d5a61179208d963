import { type DocumentNode, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { boundedParse } from './bounded-parse.js';
import type { DocumentCache } from './document-cache.js';
import { fieldComparisons } from './field-comparisons.js';
import { operationSizes, type Size } from './operation-size.js';
import { overLimit } from './over-limit.js';
import { prepare } from './preparation.js';

/** The most that a document may have, and its variables. */
export interface DocumentLimits {
  /** In the whole document. */
  readonly tokens: number;
  /** Levels of fields, of each operation, as all that follows. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  /** Objects and lists in one another, in a literal and in a variable, each by itself. */
  readonly filterDepth: number;
}

/** Those of a server that is told no others. */
export const defaultLimits: DocumentLimits = {
  tokens: 5_000,
  depth: 20,
  aliases: 200,
  directives: 50,
  rootFields: 50,
  filterDepth: 50,
};

/** How many comparisons of repeated fields validation may take: graphql-js takes up to 25 ms for so many. */
const maximumComparisons = 50_000;

/** How many mistakes in one document are told. */
const maximumErrors = 5;

/**
 * Refuses documents over the limits with COST_LIMIT_EXCEEDED before they are validated, which takes more time the larger
 * they are, and variables before they are coerced. What depends on the document alone is found out when it is parsed, so
 * once for each text that Yoga keeps; it keeps the refusals too.
 *
 * Not `@escape.tech/graphql-armor-*`: but for tokens, those are validation rules. They run after or among the costly
 * ones, go down by recursion, and make one error of all: the code would be that of a syntax error.
 */
export function useDocumentLimits(limits: DocumentLimits, documents: DocumentCache): Plugin {
  return {
    onParams({ params: { variables } }) {
      checkVariables(variables, limits);
    },
    onParse({ context, setParseFn }) {
      setParseFn((source: string) => prepare(context, () => parseWithin(source, limits)));
    },
    onValidate({ context, setValidationFn }) {
      setValidationFn((schema, document, rules) => {
        const found = documents.mistakesOf(document, schema, rules);
        if (found) return found;
        const mistakes = prepare(context, () =>
          validate(schema, document, rules, { maxErrors: maximumErrors }),
        );
        documents.setMistakes(document, schema, rules, mistakes);
        return mistakes;
      });
    },
  };
}

/** Throws COST_LIMIT_EXCEEDED if lists and objects are nested too deep in variables. */
export function checkVariables(variables: unknown, { filterDepth }: DocumentLimits): void {
  if (isDeeper(variables, filterDepth + 1))
    throw overLimit(`A variable has more than ${filterDepth} levels of input, which are allowed`);
}

/** Parses a document. Throws COST_LIMIT_EXCEEDED where it is over a limit, and graphql-js's syntax errors. */
export function parseWithin(text: string, limits: DocumentLimits): DocumentNode {
  const document = boundedParse(text, limits.tokens);
  for (const size of operationSizes(document)) checkSize(size, limits);
  if (fieldComparisons(document, maximumComparisons) > maximumComparisons)
    throw overLimit(
      `The document repeats fields too often: to compare them takes more than ${maximumComparisons} steps, which are allowed`,
    );
  return document;
}

function checkSize(size: Size, limits: DocumentLimits): void {
  const check = (found: number, allowed: number, what: string) => {
    if (found > allowed)
      throw overLimit(`The operation has ${found} ${what}; ${allowed} are allowed`);
  };
  check(size.depth, limits.depth, 'levels');
  check(size.rootFields, limits.rootFields, 'root fields');
  check(size.aliases, limits.aliases, 'aliases');
  check(size.directives, limits.directives, 'directives');
  check(size.inputDepth, limits.filterDepth, 'levels of input in a literal');
}

/** Whether lists and objects stand deeper in one another than `levels`: looks no deeper, so that no stack overflows. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  // Not through Object.values, which would copy lists of 10,000 IDs.
  const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return inner.some((item) => isDeeper(item, levels - 1));
}
