import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { fragmentsOf } from '../plugins/fragments.js';

/** Selection sets that are merged, because their fields have the same response name. */
type MergedSelections = ReadonlySet<SelectionSetNode>;

/**
 * The number of comparisons it takes to validate that fields can be merged: graphql-js compares every two fields with the same
 * name at the same place of the response, and prints their arguments each time
 * (https://spec.graphql.org/October2021/#sec-Field-Selection-Merging). Stops counting above `maximum`. The document need not be
 * valid.
 */
export function fieldComparisons(document: DocumentNode, maximum: number): number {
  const fragments = fragmentsOf(document);
  const numbers = new Map<SelectionSetNode, number>();
  const numberOf = (set: SelectionSetNode) => {
    const number = numbers.get(set) ?? numbers.size;
    numbers.set(set, number);
    return number;
  };

  let comparisons = 0;
  // The same selections can be reached through many fragments, and are counted once.
  const seen = new Set<string>();
  const pending: MergedSelections[] = document.definitions.flatMap((definition) =>
    'selectionSet' in definition ? [new Set([definition.selectionSet])] : [],
  );
  for (let merged = pending.pop(); merged; merged = pending.pop()) {
    const key = [...merged].map(numberOf).sort().join();
    if (seen.has(key)) continue;
    seen.add(key);
    for (const fields of collectFields(merged, fragments).values()) {
      const sizes = fields.reduce((sum, field) => sum + sizeOf(field), 0);
      comparisons += fields.length * sizes;
      if (comparisons > maximum) return comparisons;
      const inner = fields.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
      if (inner.length > 0) pending.push(new Set(inner));
    }
  }
  return comparisons;
}

/** The fields of selections and of the fragments in them, by response name. */
function collectFields(
  selections: MergedSelections,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  // Iterating over a Set includes elements that are added meanwhile; each fragment is added once.
  const sets = new Set(selections);
  for (const { selections } of sets) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const same = fields.get(name);
        if (same) same.push(selection);
        else fields.set(name, [selection]);
      } else {
        const set =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection.selectionSet
            : fragments.get(selection.name.value)?.selectionSet;
        if (set) sets.add(set);
      }
    }
  }
  return fields;
}

/** The size of a field in a comparison: 1, and 1 for each value in its arguments. */
function sizeOf({ arguments: args = [] }: FieldNode): number {
  return args.reduce((sum, { value }) => sum + valuesIn(value), 1);
}

function valuesIn(value: ValueNode): number {
  if (value.kind === Kind.LIST) return value.values.reduce((sum, item) => sum + valuesIn(item), 1);
  if (value.kind === Kind.OBJECT)
    return value.fields.reduce((sum, field) => sum + valuesIn(field.value), 1);
  return 1;
}
