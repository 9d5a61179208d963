import { InputErrors } from '../errors.js';
import { FilterReader } from '../filters/filter.js';
import { type Filter, FilterScope } from '../filters/filter-scope.js';
import { checkVariables } from '../filters/missing-variables.js';
import { encodeGlobalId } from '../model/global-id.js';
import { fieldNames, mutationNames } from '../naming.js';
import { deleteRows } from '../sql/row-statements.js';
import type { Builder } from './builder.js';
import { ChangedList } from './changed-list.js';
import { refuseNeeded } from './conflicts.js';
import { mutationField } from './mutation-field.js';
import type { NodeType } from './node-type.js';

/** Adds to the schema the mutation that deletes all rows of a table that match a filter. */
export function deleteManyMutation(builder: Builder, { table, ids, filter }: NodeType): void {
  const { name, many } = table;
  mutationField<{ readonly where: Filter }>(builder, {
    name: mutationNames.deleteMany(many),
    description: `Deletes the ${many} that match \`where\`, with their links.`,
    input: (t) => ({
      where: t.field({
        type: filter,
        required: true,
        description: `A filter on the ${many} to delete. \`{}\` deletes all.`,
      }),
    }),
    payload: {
      deletedCount: { type: 'Int', description: 'The number of deleted rows.' },
      [fieldNames.deletedIds(name)]: {
        type: ['ID'],
        description: 'The IDs of the deleted rows, in the default order.',
      },
    },
    unbounded: true,
    resolve: async ({ where }, context, info) => {
      const list = new ChangedList(fieldNames.deletedIds(name), context, info);
      const errors = new InputErrors();
      const filters = new FilterReader(ids, new FilterScope(errors));
      const condition = filters.condition({ table, alias: 'node' }, where, 'input.where');
      checkVariables(info, 'input', errors);
      errors.throwFirst();
      const keys = await refuseNeeded(ids.tables, 'input.where', () =>
        context.database.transaction(async (transaction) => {
          const deleted = await deleteRows(table, condition, transaction);
          list.check(deleted.length);
          return deleted;
        }),
      );
      list.spend(keys.length);
      return {
        deletedCount: keys.length,
        [fieldNames.deletedIds(name)]: keys.map((key) => encodeGlobalId(name, key)),
      };
    },
  });
}
