import { type DocumentNode, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { DocumentCache } from '../plugins/document-cache.js';
import { boundedParse } from './bounded-parse.js';
import { refuseConditionalSubscriptions } from './conditional-subscription.js';
import { fieldComparisons } from './field-comparisons.js';
import { type LimitedSize, operationSizes } from './operation-size.js';
import { overLimit } from './over-limit.js';
import { prepare } from './preparation-time.js';

/** The limits of a document and its variables. */
export interface DocumentLimits {
  /** Tokens of the whole document. */
  readonly tokens: number;
  /** Levels of fields. This and the following limits apply to each operation. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  /** Levels of objects and lists in a literal or a variable. */
  readonly filterDepth: number;
}

/** The default limits. */
export const defaultLimits: DocumentLimits = {
  tokens: 5_000,
  depth: 20,
  aliases: 200,
  directives: 50,
  rootFields: 50,
  filterDepth: 50,
};

/** The maximum number of comparisons of repeated fields in validation, for which graphql-js takes up to 25 ms. */
const maximumComparisons = 50_000;

/** The maximum number of validation errors that are reported. */
const maximumErrors = 5;

/**
 * Refuses documents over the limits with COST_LIMIT_EXCEEDED before they are validated, and variables before they are coerced.
 * Documents are checked when they are parsed, so once for each cached text; refusals are cached too.
 *
 * Not `@escape.tech/graphql-armor-*`: except for tokens, those are validation rules, which run after or among the expensive
 * ones, are recursive, and report the code of a validation error.
 */
export function useDocumentLimits(limits: DocumentLimits, documents: DocumentCache): Plugin {
  return {
    onParams({ context, params: { variables } }) {
      prepare(context, () => checkVariables(variables, limits));
    },
    onParse({ context, setParseFn }) {
      setParseFn((source: string) => prepare(context, () => parseWithin(source, limits)));
    },
    onValidate({ context, setValidationFn }) {
      setValidationFn((schema, document, rules) => {
        const found = documents.errorsOf(document, schema, rules);
        if (found) return found;
        const errors = prepare(context, () =>
          validate(schema, document, rules, { maxErrors: maximumErrors }),
        );
        documents.setErrors(document, schema, rules, errors);
        return errors;
      });
    },
  };
}

/** Throws COST_LIMIT_EXCEEDED if lists and objects are nested too deep in variables. */
export function checkVariables(variables: unknown, { filterDepth }: DocumentLimits): void {
  if (isDeeper(variables, filterDepth + 1))
    throw overLimit(`A variable has more than ${filterDepth} levels of input, the limit`);
}

/** Parses a document. Throws COST_LIMIT_EXCEEDED if it is over a limit, and graphql-js's syntax errors. */
export function parseWithin(text: string, limits: DocumentLimits): DocumentNode {
  const document = boundedParse(text, limits.tokens);
  for (const size of operationSizes(document)) checkSize(size, limits);
  refuseConditionalSubscriptions(document);
  if (fieldComparisons(document, maximumComparisons) > maximumComparisons)
    throw overLimit(
      `The document repeats fields too often: comparing them takes more than ${maximumComparisons} steps, the limit`,
    );
  return document;
}

/** The limit of each size of an operation, and the unit in its error. Sizes are checked in this order. */
const sizeLimits: Readonly<
  Record<keyof LimitedSize, { readonly limit: keyof DocumentLimits; readonly unit: string }>
> = {
  depth: { limit: 'depth', unit: 'levels' },
  rootFields: { limit: 'rootFields', unit: 'root fields' },
  aliases: { limit: 'aliases', unit: 'aliases' },
  directives: { limit: 'directives', unit: 'directives' },
  inputDepth: { limit: 'filterDepth', unit: 'levels of input in a literal' },
};

function checkSize(size: LimitedSize, limits: DocumentLimits): void {
  // Object.entries types names as texts.
  for (const name of Object.keys(sizeLimits) as (keyof LimitedSize)[]) {
    const { limit, unit } = sizeLimits[name];
    if (size[name] > limits[limit])
      throw overLimit(`The operation has ${size[name]} ${unit}, and the limit is ${limits[limit]}`);
  }
}

/** Whether lists and objects are nested deeper than `levels`. Looks no deeper, so that the stack cannot overflow. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  // Object.values would copy a list of 10,000 IDs.
  for (const item of Array.isArray(value) ? value : Object.values(value))
    if (isDeeper(item, levels - 1)) return true;
  return false;
}
