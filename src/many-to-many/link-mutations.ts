import type { QueryExecutorProvider } from 'kysely';
import type { StatementRunner } from '../database/connect.js';
import { inTransaction } from '../database/transaction.js';
import type { Builder } from '../relay/builder.js';
import { capitalized } from '../relay/capitalized.js';
import { checkAll } from '../relay/errors.js';
import { mutationField, type Payload } from '../relay/mutation-field.js';
import { requireAll } from '../relay/node-loader.js';
import type { End } from './end.js';
import { ownerInput, ownerMissing, readOwner, targetsInput } from './link-input.js';
import { type Change, changeFields, changePayload } from './link-payload.js';
import { deleteLinks, insertLinks, lockOwner, lockTargets } from './link-statements.js';

type Input = Readonly<Record<string, unknown>>;

/** One of the mutations that change an owner's links. */
interface LinkMutation {
  readonly verb: 'add' | 'remove' | 'set' | 'clear';
  readonly description: string;
  /** Whether it takes a list of targets, and whether all of them must exist. */
  readonly targets: 'existing' | 'any' | 'none';
  /** What its payload tells of. */
  readonly tells: readonly (keyof Change)[];
  readonly change: (end: End, owner: number, targets: readonly number[], executor: QueryExecutorProvider) => Promise<Change>;
}

function linkMutationsOf({ owner, field }: End): readonly LinkMutation[] {
  return [
    {
      verb: 'add',
      description: `Links the ${owner.one} to these ${field}, where it is not yet.`,
      targets: 'existing',
      tells: ['added'],
      change: async (end, key, targets, executor) => ({ added: await insertLinks(end, key, targets, executor) }),
    },
    {
      verb: 'remove',
      description: `Takes away the links of the ${owner.one} to these ${field}, where it has one. The ${field} themselves stay.`,
      targets: 'any',
      tells: ['removed'],
      change: async (end, key, targets, executor) => ({ removed: await deleteLinks(end, key, { only: targets }, executor) }),
    },
    {
      verb: 'set',
      description: `Leaves the ${owner.one} with exactly these ${field}; of none, if the list is empty. Links that stay are not touched.`,
      targets: 'existing',
      tells: ['added', 'removed'],
      change: async (end, key, targets, executor) => ({
        removed: await deleteLinks(end, key, { except: targets }, executor),
        added: await insertLinks(end, key, targets, executor),
      }),
    },
    {
      verb: 'clear',
      description: `Leaves the ${owner.one} with none of its ${field}. They themselves stay.`,
      targets: 'none',
      tells: ['removed'],
      change: async (end, key, _, executor) => ({ removed: await deleteLinks(end, key, { except: [] }, executor) }),
    },
  ];
}

/** Adds to the schema the mutations `add`, `remove`, `set` and `clear` of one end. Each is one transaction. */
export function linkMutations(builder: Builder, end: End): void {
  for (const mutation of linkMutationsOf(end)) {
    mutationField<Input>(builder, {
      name: `${mutation.verb}${end.owner.name}${capitalized(end.field)}`,
      description: mutation.description,
      input: (t) => ({ ...ownerInput(t, end), ...(mutation.targets !== 'none' && targetsInput(t, end)) }),
      payload: changeFields(end, mutation.tells),
      resolve: (input, { database }) => run(end, mutation, input, database.kysely),
    });
  }
}

async function run(end: End, { targets, change }: LinkMutation, input: Input, database: StatementRunner): Promise<Payload> {
  const { target } = end;
  const argument = `input.${end.singular}Ids`;
  const { owner, keys } = checkAll({
    owner: () => readOwner(end, input),
    // GraphQL has coerced the input: where the mutation takes targets, it is a list of IDs.
    keys: () => (targets === 'none' ? [] : target.ids.keys(target.name, input[`${end.singular}Ids`] as string[], argument)),
  });
  return inTransaction(database, async (transaction) => {
    const row = await lockOwner(end, owner, transaction);
    if (!row) throw ownerMissing(end, owner);
    if (targets === 'existing') requireAll(target, keys, await lockTargets(end, keys, transaction), argument);
    return changePayload(end, row, await change(end, owner, keys, transaction));
  });
}
