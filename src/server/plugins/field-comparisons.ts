import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** Selections that are merged into one, as those of two fields with the same name in the response are. */
type MergedSelections = ReadonlySet<SelectionSetNode>;

/**
 * How many comparisons it takes to validate that fields can be merged: graphql-js compares every two fields that have the same name
 * at the same place in the response, and prints their arguments each time
 * (https://spec.graphql.org/October2021/#sec-Field-Selection-Merging). Stops to count beyond `maximum`. The document need not be
 * valid.
 */
export function fieldComparisons(document: DocumentNode, maximum: number): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  const numbers = new Map<SelectionSetNode, number>();
  const numberOf = (set: SelectionSetNode) => {
    const number = numbers.get(set) ?? numbers.size;
    numbers.set(set, number);
    return number;
  };

  let comparisons = 0;
  // Fragments that multiply lead to the same selections on many ways: each is looked into once.
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

/** The fields of selections, by their names in the response, through fragments. */
function collectFields(
  selections: MergedSelections,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  // A set goes on to what is added to it meanwhile, and takes each fragment once.
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

/** How much of a field is compared: itself, and each value in its arguments. */
function sizeOf({ arguments: given = [] }: FieldNode): number {
  return given.reduce((sum, { value }) => sum + valuesIn(value), 1);
}

function valuesIn(value: ValueNode): number {
  if (value.kind === Kind.LIST) return value.values.reduce((sum, item) => sum + valuesIn(item), 1);
  if (value.kind === Kind.OBJECT)
    return value.fields.reduce((sum, field) => sum + valuesIn(field.value), 1);
  return 1;
}
