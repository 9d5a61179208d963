import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  type SelectionNode,
} from 'graphql';
import { unsupportedOperation } from '../errors.js';
import { fragmentsOf } from '../plugins/fragments.js';

/**
 * Throws GRAPHQL_VALIDATION_FAILED if the root field of a subscription has `@skip` or `@include`, itself or by a fragment
 * (https://spec.graphql.org/draft/#sec-Single-Root-Field). graphql-js 16 accepts them, and then throws a TypeError.
 */
export function refuseConditionalSubscriptions(document: DocumentNode): void {
  let fragments: ReadonlyMap<string, FragmentDefinitionNode> | undefined;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation !== OperationTypeNode.SUBSCRIPTION) continue;
    fragments ??= fragmentsOf(document);
    checkRoots(definition.selectionSet.selections, fragments, new Set());
  }
}

function checkRoots(
  selections: readonly SelectionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  visited: Set<string>,
): void {
  for (const selection of selections) {
    if (selection.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
      throw unsupportedOperation('The field of a subscription must not have @skip or @include.');
    if (selection.kind === Kind.INLINE_FRAGMENT)
      checkRoots(selection.selectionSet.selections, fragments, visited);
    if (selection.kind !== Kind.FRAGMENT_SPREAD || visited.has(selection.name.value)) continue;
    visited.add(selection.name.value);
    const spread = fragments.get(selection.name.value);
    if (spread) checkRoots(spread.selectionSet.selections, fragments, visited);
  }
}
