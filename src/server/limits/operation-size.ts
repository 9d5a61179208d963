import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { fragmentsOf } from '../plugins/fragments.js';
import { maximumNesting, nestedTooDeep } from './bounded-parse.js';

/** The size of an operation or a part of it. The content of a fragment counts at each of its spreads. */
export interface LimitedSize {
  /** Levels of fields: 1 for `{ a b }`, 2 for `{ a { b } }`. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Top-level fields. */
  readonly rootFields: number;
  /** The nesting of objects and lists in the deepest literal. */
  readonly inputDepth: number;
}

interface Size extends LimitedSize {
  /** The nesting of selection sets, including those of fragments. */
  readonly nesting: number;
}

const empty: Size = {
  depth: 0,
  aliases: 0,
  directives: 0,
  rootFields: 0,
  inputDepth: 0,
  nesting: 0,
};

const combine = (a: Size, b: Size): Size => ({
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
  rootFields: a.rootFields + b.rootFields,
  inputDepth: Math.max(a.inputDepth, b.inputDepth),
  nesting: Math.max(a.nesting, b.nesting),
});

/**
 * The size of each operation of a document, which need not be valid. Every fragment is visited once, so the time is linear in the
 * document even if fragments multiply; the numbers may then be as large as Infinity. Throws COST_LIMIT_EXCEEDED if
 * selections are nested so deep that the stack would overflow.
 */
export function operationSizes(document: DocumentNode): LimitedSize[] {
  const fragments = fragmentsOf(document);
  const fragmentSizes = new Map<string, Size>();

  const ofFragment = (name: string, level: number): Size => {
    const size = fragmentSizes.get(name);
    if (size) {
      if (level + size.nesting > maximumNesting) throw nestedTooDeep();
      return size;
    }
    const fragment = fragments.get(name);
    if (!fragment) return empty;
    // A fragment that spreads itself finds this entry. Validation refuses it later.
    fragmentSizes.set(name, empty);
    const found = combine(
      ofDirectives(fragment.directives),
      ofSelections(fragment.selectionSet, level),
    );
    fragmentSizes.set(name, found);
    return found;
  };

  const ofSelection = (selection: SelectionNode, level: number): Size => {
    const directives = ofDirectives(selection.directives);
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      return combine(directives, ofFragment(selection.name.value, level));
    const inner = ofSelections(selection.selectionSet, level);
    if (selection.kind === Kind.INLINE_FRAGMENT) return combine(directives, inner);
    const { depth, aliases, directives: within, inputDepth, nesting } = inner;
    const field = {
      depth: depth + 1,
      aliases: aliases + (selection.alias ? 1 : 0),
      directives: within,
      rootFields: 1,
      nesting,
    };
    return combine(directives, {
      ...field,
      inputDepth: Math.max(inputDepth, depthOfArguments(selection.arguments)),
    });
  };

  const ofSelections = (set: SelectionSetNode | undefined, level: number): Size => {
    if (!set) return empty;
    if (level >= maximumNesting) throw nestedTooDeep();
    const size = set.selections
      .map((selection) => ofSelection(selection, level + 1))
      .reduce(combine, empty);
    return { ...size, nesting: size.nesting + 1 };
  };

  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [combine(ofOperation(definition), ofSelections(definition.selectionSet, 0))]
      : [],
  );
}

function ofOperation({ directives, variableDefinitions = [] }: OperationDefinitionNode): Size {
  const variables = variableDefinitions.map((variable) => ({
    ...ofDirectives(variable.directives),
    inputDepth: variable.defaultValue ? depthOfLiteral(variable.defaultValue) : 0,
  }));
  return variables.reduce(combine, ofDirectives(directives));
}

function ofDirectives(directives: readonly DirectiveNode[] = []): Size {
  const depths = directives.map((directive) => depthOfArguments(directive.arguments));
  return { ...empty, directives: directives.length, inputDepth: greatest(depths) };
}

const depthOfArguments = (args: readonly ArgumentNode[] = []) =>
  greatest(args.map(({ value }) => depthOfLiteral(value)));

function depthOfLiteral(value: ValueNode): number {
  if (value.kind === Kind.LIST) return 1 + greatest(value.values.map(depthOfLiteral));
  if (value.kind === Kind.OBJECT)
    return 1 + greatest(value.fields.map((field) => depthOfLiteral(field.value)));
  return 0;
}

/** The maximum. Math.max with so many arguments could overflow the stack. */
const greatest = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), 0);
