import type { GraphQLResolveInfo } from 'graphql';
import type { EngineContext } from '../context.js';
import type { Database, Executor } from '../database.js';
import { checkAll } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import type { GlobalIds } from '../model/global-id.js';
import type { End } from '../model/tables.js';
import { fieldNames, mutationNames } from '../naming.js';
import { refuseMissing } from '../paging/node-loader.js';
import {
  addLinks,
  type LinkChange,
  type LockedEnds,
  lockEnds,
  removeLinks,
  replaceLinks,
} from '../sql/link-statements.js';
import type { Builder } from './builder.js';
import { ChangedList } from './changed-list.js';
import { ownerInput, ownerMissing, readOwner, targetsInput } from './link-input.js';
import { changeFields, changePayload } from './link-payload.js';
import { mutationField, type Payload } from './mutation-field.js';
import type { NodeType } from './node-type.js';
import type { Input } from './value-inputs.js';

/** One of the mutations that change an owner's links. */
interface LinkMutation {
  readonly verb: 'add' | 'remove' | 'set' | 'clear';
  readonly description: string;
  /** Whether it takes a list of targets. */
  readonly takesTargets: boolean;
  /** Whether it may take away links that its input does not name. */
  readonly unbounded: boolean;
  /** What its payload tells of. */
  readonly tells: readonly (keyof LinkChange)[];
  /** Makes the change; undefined where there is no such owner. If targets are missing, nothing is changed. */
  readonly change: (
    end: End,
    owner: Key,
    targets: readonly Key[],
    database: Database,
    removed: ChangedList | undefined,
  ) => Promise<(LockedEnds & Partial<LinkChange>) | undefined>;
}

/** The change of links whose ends are locked, so that one change of an owner's links comes after the other. */
const inOrder =
  (
    mustExist: boolean,
    change: (
      end: End,
      owner: Key,
      targets: readonly Key[],
      transaction: Executor,
    ) => Promise<Partial<LinkChange>>,
  ): LinkMutation['change'] =>
  (end, owner, targets, database, removed) =>
    database.transaction(async (transaction) => {
      const ends = await lockEnds(end, owner, mustExist ? targets : [], transaction);
      if (!ends || ends.missing.length > 0) return ends;
      const changed = await change(end, owner, targets, transaction);
      removed?.check(changed.removed?.length ?? 0);
      return { ...ends, ...changed };
    });

function linkMutationsOf({ owner, field }: End): readonly LinkMutation[] {
  return [
    {
      verb: 'add',
      description: `Links the ${owner.one} to these ${field}. Existing links are kept.`,
      takesTargets: true,
      unbounded: false,
      tells: ['added'],
      change: addLinks,
    },
    {
      verb: 'remove',
      description: `Removes the links of the ${owner.one} to these ${field}. The ${field} themselves are not deleted.`,
      takesTargets: true,
      unbounded: false,
      tells: ['removed'],
      change: inOrder(false, (end, key, targets, transaction) =>
        removeLinks(end, key, 'only', targets, transaction),
      ),
    },
    {
      verb: 'set',
      description: `Replaces the links of the ${owner.one}: afterwards it has exactly these ${field}, or none if the list is empty. Links that are kept are not rewritten.`,
      takesTargets: true,
      unbounded: true,
      tells: ['added', 'removed'],
      change: inOrder(true, replaceLinks),
    },
    {
      verb: 'clear',
      description: `Removes all links of the ${owner.one} to ${field}. The ${field} themselves are not deleted.`,
      takesTargets: false,
      unbounded: true,
      tells: ['removed'],
      change: inOrder(false, (end, key, _, transaction) =>
        removeLinks(end, key, 'except', [], transaction),
      ),
    },
  ];
}

/** Adds to the schema the mutations `add`, `remove`, `set` and `clear` of one end. Each is one transaction. */
export function linkMutations(builder: Builder, end: End, owner: NodeType, target: NodeType): void {
  for (const mutation of linkMutationsOf(end)) {
    mutationField<Input>(builder, {
      name: mutationNames.changeLinks(mutation.verb, end.owner.name, end.field),
      description: mutation.description,
      input: (t) => ({ ...ownerInput(t, end), ...(mutation.takesTargets && targetsInput(t, end)) }),
      payload: changeFields(end, { owner, target }, mutation.tells),
      unbounded: mutation.unbounded,
      resolve: (input, context, info) => run(end, target.ids, mutation, input, context, info),
    });
  }
}

async function run(
  end: End,
  ids: GlobalIds,
  { takesTargets, unbounded, change }: LinkMutation,
  input: Input,
  context: EngineContext,
  info: GraphQLResolveInfo,
): Promise<Payload> {
  const { target } = end;
  const targetsField = fieldNames.ids(end.singular);
  const argument = `input.${targetsField}`;
  const { owner, keys } = checkAll({
    owner: () => readOwner(end, ids, input),
    // GraphQL has coerced the input: where the mutation takes targets, it is a list of IDs.
    keys: () =>
      takesTargets ? ids.keys(target.name, input[targetsField] as string[], argument) : [],
  });
  // What the input bounds has been paid for before.
  const removed = unbounded
    ? new ChangedList(fieldNames.removedIds(end.singular), context, info)
    : undefined;
  const changed = await change(end, owner, keys, context.database, removed);
  if (!changed) throw ownerMissing(end, owner);
  refuseMissing(target, keys, changed.missing, argument);
  removed?.spend(changed.removed?.length ?? 0);
  return changePayload(end, changed.owner, changed);
}
