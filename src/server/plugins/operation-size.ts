import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { maximumNesting, nestedTooDeep } from './bounded-parse.js';

/** How large an operation is, or a part of one, what its fragments hold counted wherever they are spread. */
export interface Size {
  /** Levels of fields: 1 for `{ a b }`, 2 for `{ a { b } }`. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields at the top, not those inside of others. */
  readonly rootFields: number;
  /** How deep objects and lists stand in one another in the deepest literal. */
  readonly inputDepth: number;
  /** How deep selections stand in one another, whether as fields or not. */
  readonly nesting: number;
}

const nothing: Size = {
  depth: 0,
  aliases: 0,
  directives: 0,
  rootFields: 0,
  inputDepth: 0,
  nesting: 0,
};

const together = (a: Size, b: Size): Size => ({
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
  rootFields: a.rootFields + b.rootFields,
  inputDepth: Math.max(a.inputDepth, b.inputDepth),
  nesting: Math.max(a.nesting, b.nesting),
});

/**
 * The size of each operation of a document, which need not be valid. Every fragment is looked into once, so the time is
 * linear in the document even where fragments multiply; the numbers then grow beyond all bounds, which floating point
 * does not mind. Throws COST_LIMIT_EXCEEDED where selections are nested so deep that the stack would overflow.
 */
export function operationSizes(document: DocumentNode): Size[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Size>();

  const ofFragment = (name: string, level: number): Size => {
    const size = known.get(name);
    if (size) {
      if (level + size.nesting > maximumNesting) throw nestedTooDeep();
      return size;
    }
    const fragment = fragments.get(name);
    if (!fragment) return nothing;
    // What goes round comes upon itself here, and is for validation to refuse.
    known.set(name, nothing);
    const found = together(
      ofDirectives(fragment.directives),
      ofSelections(fragment.selectionSet, level),
    );
    known.set(name, found);
    return found;
  };

  const ofSelection = (selection: SelectionNode, level: number): Size => {
    const directives = ofDirectives(selection.directives);
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      return together(directives, ofFragment(selection.name.value, level));
    const inner = ofSelections(selection.selectionSet, level);
    if (selection.kind === Kind.INLINE_FRAGMENT) return together(directives, inner);
    const { depth, aliases, directives: within, inputDepth, nesting } = inner;
    const field = {
      depth: depth + 1,
      aliases: aliases + (selection.alias ? 1 : 0),
      directives: within,
      rootFields: 1,
      nesting,
    };
    return together(directives, {
      ...field,
      inputDepth: Math.max(inputDepth, depthOfArguments(selection.arguments)),
    });
  };

  const ofSelections = (set: SelectionSetNode | undefined, level: number): Size => {
    if (!set) return nothing;
    if (level >= maximumNesting) throw nestedTooDeep();
    const size = set.selections
      .map((selection) => ofSelection(selection, level + 1))
      .reduce(together, nothing);
    return { ...size, nesting: size.nesting + 1 };
  };

  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [together(ofOperation(definition), ofSelections(definition.selectionSet, 0))]
      : [],
  );
}

function ofOperation({ directives, variableDefinitions = [] }: OperationDefinitionNode): Size {
  const variables = variableDefinitions.map((variable) => ({
    ...ofDirectives(variable.directives),
    inputDepth: variable.defaultValue ? depthOfLiteral(variable.defaultValue) : 0,
  }));
  return variables.reduce(together, ofDirectives(directives));
}

function ofDirectives(directives: readonly DirectiveNode[] = []): Size {
  const depths = directives.map((directive) => depthOfArguments(directive.arguments));
  return { ...nothing, directives: directives.length, inputDepth: greatest(depths) };
}

const depthOfArguments = (given: readonly ArgumentNode[] = []) =>
  greatest(given.map(({ value }) => depthOfLiteral(value)));

function depthOfLiteral(value: ValueNode): number {
  if (value.kind === Kind.LIST) return 1 + greatest(value.values.map(depthOfLiteral));
  if (value.kind === Kind.OBJECT)
    return 1 + greatest(value.fields.map((field) => depthOfLiteral(field.value)));
  return 0;
}

/** Not by Math.max of so many arguments, which would lie on the stack. */
const greatest = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), 0);
