import type { GraphQLResolveInfo } from 'graphql';
import type { EngineContext } from '../context.js';
import { lengthOf } from '../cost/cost.js';
import { type Database, databaseOf, type Executor } from '../database.js';
import { checkAll } from '../errors.js';
import type { Key } from '../kinds/kind.js';
import type { GlobalIds } from '../model/global-id.js';
import { type End, hasPositions } from '../model/tables.js';
import { fieldNames, mutationNames } from '../naming.js';
import type { NewLink } from '../sql/link-groups.js';
import { type LinkChange, type LockedEnds, lockEnds, removeLinks } from '../sql/link-statements.js';
import { addPlacedLinks, makesPlaces, replacePlacedLinks } from '../sql/placed-links.js';
import type { ListPlace } from '../sql/places.js';
import type { Builder } from './builder.js';
import { withNamedLinks } from './change-links.js';
import { ChangedList } from './changed-list.js';
import { readNamedValues } from './link-changes.js';
import type { LinkColumnInputs } from './link-column-inputs.js';
import { refuseLinkConflicts } from './link-conflicts.js';
import { newLinksInputs, ownerInput, ownerMissing, readOwner, targetsInput } from './link-input.js';
import { changeFields, changePayload } from './link-payload.js';
import { mutationField, type Payload } from './mutation-field.js';
import { type NamedRowInputs, namingColumns } from './named-row-inputs.js';
import { readNamedRows } from './named-rows.js';
import type { EndTypes } from './node-type.js';
import { placeInputs, placeMissing, readPlace } from './place-input.js';
import type { Input } from './value-inputs.js';
import {
  noLinks,
  readWantedLinks,
  readWantedTargets,
  refuseMissingWanted,
  targetsInputOf,
} from './wanted-links.js';

/** One of the mutations that change an owner's links. */
interface LinkMutation {
  readonly verb: 'add' | 'remove' | 'set' | 'clear';
  readonly description: string;
  /** The part of its input that names the targets. */
  readonly takes: 'new links' | 'targets' | 'nothing';
  /** Whether it may delete links that its input does not name. */
  readonly unbounded: boolean;
  /** The parts of the change that its payload has. */
  readonly tells: readonly (keyof LinkChange)[];
  /** Changes the links; undefined if the owner does not exist. If targets are missing, nothing is changed. */
  readonly change: (
    end: End,
    owner: Key,
    links: readonly NewLink[],
    database: Database,
    removed: ChangedList | undefined,
    place: ListPlace | undefined,
  ) => Promise<(LockedEnds & Partial<LinkChange> & { readonly isPlace?: boolean }) | undefined>;
}

/** A change of links with locks on both ends, so that changes of one owner's links run one after the other. */
const inOrder =
  (
    mustExist: boolean,
    change: (
      end: End,
      owner: Key,
      links: readonly NewLink[],
      transaction: Executor,
    ) => Promise<Partial<LinkChange>>,
  ): LinkMutation['change'] =>
  (end, owner, links, database, removed) =>
    database.transaction(async (transaction) => {
      const ends = await lockEnds(end, owner, mustExist ? targetsOf(links) : [], transaction);
      if (!ends || ends.missing.length > 0) return ends;
      const changed = await change(end, owner, links, transaction);
      removed?.check(changed.removed?.length ?? 0);
      return { ...ends, ...changed };
    });

const targetsOf = (links: readonly NewLink[]) => links.map(({ target }) => target);

function linkMutationsOf({ owner, field, link, position }: End): readonly LinkMutation[] {
  return [
    {
      verb: 'add',
      description: `Links the ${owner.one} to these ${field}. Existing links are kept${link ? ', with their columns' : ''}.${position ? ` New ones are added at the end of the list, or where \`after\`, \`before\` or \`first\` places them.` : ''}`,
      takes: 'new links',
      unbounded: false,
      tells: ['added'],
      change: (end, key, links, database, _, place) =>
        addPlacedLinks(end, key, links, place, database),
    },
    {
      verb: 'remove',
      description: `Removes the links of the ${owner.one} to these ${field}. The ${field} themselves are not deleted.`,
      takes: 'targets',
      unbounded: false,
      tells: ['removed'],
      change: inOrder(false, (end, key, links, transaction) =>
        removeLinks(end, key, 'only', targetsOf(links), transaction),
      ),
    },
    {
      verb: 'set',
      description: `Replaces the links of the ${owner.one}: afterwards it has exactly these ${field}, or none if the list is empty${position ? ', in this order. Links that are kept change their place only if the order needs it' : '. Links that are kept are not rewritten'}.`,
      takes: 'new links',
      unbounded: true,
      tells: ['added', 'removed'],
      change: inOrder(true, replacePlacedLinks),
    },
    {
      verb: 'clear',
      description: `Removes all links of the ${owner.one} to ${field}. The ${field} themselves are not deleted.`,
      takes: 'nothing',
      unbounded: true,
      tells: ['removed'],
      change: inOrder(false, (end, key, _, transaction) =>
        removeLinks(end, key, 'except', [], transaction),
      ),
    },
  ];
}

/** Adds to the schema the mutations `add`, `remove`, `set` and `clear` of one end. Each is one transaction. */
export function linkMutations(
  builder: Builder,
  inputs: LinkColumnInputs,
  names: NamedRowInputs,
  end: End,
  types: EndTypes,
): void {
  for (const mutation of linkMutationsOf(end)) {
    const isNaming = mutation.verb === 'add' && namingColumns(end.target).length > 0;
    mutationField<Input>(builder, {
      name: mutationNames.changeLinks(mutation.verb, end.owner.name, end.field),
      description: mutation.description,
      input: (t) => ({
        ...ownerInput(t, end),
        ...(mutation.takes === 'new links' && newLinksInputs(t, end, inputs)),
        ...(mutation.takes === 'targets' && targetsInput(t, end)),
        ...(isNaming && { ...targetsInput(t, end, false), ...names.addByInput(t, end) }),
        ...(mutation.verb === 'add' && hasPositions(end) && placeInputs(t, end)),
      }),
      lists: [fieldNames.ids(end.singular), fieldNames.links, fieldNames.addBy],
      // Each named row may be a statement.
      changes: (input) => 1 + 2 * lengthOf(input[fieldNames.addBy]),
      payload: changeFields(end, types, mutation.tells),
      // Other rows may have to make room for new ones.
      unbounded: mutation.unbounded || (mutation.verb === 'add' && makesPlaces(end)),
      places: mutation.takes === 'new links' && hasPositions(end),
      resolve: (input, context, info) => run(end, types.list.ids, mutation, input, context, info),
    });
  }
}

/** Reads the links in an input. */
const wantedBy = {
  'new links': readWantedLinks,
  targets: readWantedTargets,
  nothing: () => noLinks,
};

async function run(
  end: End,
  ids: GlobalIds,
  { verb, takes, unbounded, change }: LinkMutation,
  input: Input,
  context: EngineContext,
  info: GraphQLResolveInfo,
): Promise<Payload> {
  const { owner, wanted, place, named, values } = checkAll({
    owner: () => readOwner(end, ids, input),
    wanted: () =>
      wantedBy[takes](end, ids, {
        ...targetsInputOf(end, input),
        optional: lengthOf(input[fieldNames.addBy]) > 0,
      }),
    named: () => readNamedRows(end.target, ids, input, 'input'),
    values: () => readNamedValues(end, input, 'input'),
    place: () => (verb === 'add' && hasPositions(end) ? readPlace(end, ids, input) : undefined),
  });
  // The cost of the lists that the input limits has been counted before.
  const removed = unbounded
    ? new ChangedList(fieldNames.removedIds(end.singular), context, info)
    : undefined;
  const changed = await refuseLinkConflicts([end], input, () =>
    named.length === 0
      ? change(end, owner, wanted.links, context.database, removed, place)
      : context.database.transaction(async (transaction): ReturnType<typeof change> => {
          const ends = await lockEnds(end, owner, targetsOf(wanted.links), transaction);
          if (!ends || ends.missing.length > 0) return ends;
          const naming = { end, path: 'input', wanted, removed: [], named, values };
          const links = await withNamedLinks(naming, transaction);
          return change(end, owner, links, databaseOf(transaction), removed, place);
        }),
  );
  if (!changed) throw ownerMissing(end, owner);
  refuseMissingWanted(end, wanted, changed.missing);
  if (changed.isPlace === false) throw placeMissing(end, place);
  removed?.spend(changed.removed?.length ?? 0);
  return changePayload(end, changed.owner, changed);
}
