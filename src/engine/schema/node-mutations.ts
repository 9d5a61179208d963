import type { RelayContext } from '../context.js';
import { checkAll } from '../errors.js';
import { fieldNames, mutationNames } from '../naming.js';
import { refuseMissing, rowMissing } from '../paging/node-loader.js';
import type { Row } from '../sql/row-source.js';
import { createRow, deleteRow, updateRow } from '../sql/row-statements.js';
import type { Builder } from './builder.js';
import { mutationField } from './mutation-field.js';
import { checkTexts, textInputs } from './node-texts.js';
import type { NodeType } from './node-type.js';
import { readOrder } from './order-input.js';

type Input = Readonly<Record<string, unknown>>;
type OneInput = Input & { readonly id: string };

/** Adds to the schema the mutations that create, update and delete one row of `node`. */
export function nodeMutations(builder: Builder, node: NodeType): void {
  const { name, one, refs } = node;
  const idInput = { required: true, description: `The ID of the ${one}.` } as const;

  mutationField<Input>(builder, {
    name: mutationNames.create(name),
    description: `Creates a row of ${name} and links it to the rows that the input names, both or neither.`,
    input: (t) => ({
      ...textInputs(t, node),
      ...Object.fromEntries(
        [...node.relations.values()].map(({ linkField: { name, description } }) => [
          name,
          t.idList({ description }),
        ]),
      ),
    }),
    payload: {
      [one]: { type: refs.object, description: `The new ${one}.` },
      [fieldNames.edge(one)]: {
        type: refs.edge,
        description: `The new ${one} in its place in the default order, for a connection that shows it.`,
      },
    },
    resolve: async (input, context) => {
      const row = await create(node, input, context);
      return { [one]: row, [fieldNames.edge(one)]: { node: row, order: readOrder(node) } };
    },
  });

  mutationField<OneInput>(builder, {
    name: mutationNames.update(name),
    description: `Changes the ${one}. Its links stay.`,
    input: (t) => ({ id: t.id(idInput), ...textInputs(t, node) }),
    payload: { [one]: { type: refs.object, description: `The ${one} as it is now.` } },
    resolve: async (input, { database }) => {
      const { id, data } = checkAll({
        id: () => node.ids.key(name, input.id, 'input.id'),
        data: () => checkTexts(node, input),
      });
      const row = await updateRow(node, id, data, database);
      if (!row) throw rowMissing(node, id, 'input.id');
      return { [one]: row };
    },
  });

  mutationField<OneInput>(builder, {
    name: mutationNames.delete(name),
    description: `Deletes the ${one} and its links, and nothing else.`,
    input: (t) => ({ id: t.id(idInput) }),
    payload: {
      [fieldNames.deletedId(name)]: { type: 'ID', description: `The ID that the ${one} had.` },
    },
    resolve: async (input, { database }) => {
      const id = node.ids.key(name, input.id, 'input.id');
      if (!(await deleteRow(node, id, database))) throw rowMissing(node, id, 'input.id');
      return { [fieldNames.deletedId(name)]: input.id };
    },
  });
}

async function create(node: NodeType, input: Input, { database }: RelayContext): Promise<Row> {
  const linkFields = [...node.relations.values()].map(({ linkField }) => ({
    ...linkField,
    argument: `input.${linkField.name}`,
  }));
  const { texts, keys } = checkAll({
    texts: () => checkTexts(node, input),
    keys: () =>
      checkAll<Record<string, number[]>>(
        Object.fromEntries(
          // GraphQL has coerced the input to a list of IDs, or to nothing.
          linkFields.map(({ name, end: { target }, argument }) => [
            name,
            () => target.ids.keys(target.name, (input[name] ?? []) as string[], argument),
          ]),
        ),
      ),
  });
  const wanted = linkFields
    .map((field) => ({ ...field, targets: keys[field.name] ?? [] }))
    .filter(({ targets }) => targets.length > 0);
  const { row, links } = await createRow(node, texts, wanted, database);
  for (const [index, { end, targets, argument }] of wanted.entries())
    refuseMissing(end.target, targets, links[index]?.missing ?? [], argument);
  if (!row) throw new Error(`no row of ${node.name} was created, and nothing was missing`);
  return row;
}
