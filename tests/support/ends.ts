import { encodeGlobalId } from '../../src/engine/model/global-id.js';
import type { ServerOptions } from '../../src/server/create-server.js';
import { startTestServer, type Template, type TestServer } from './server.js';

/** A type as a client sees it. */
export interface ClientType {
  readonly type: string;
  readonly one: string;
  readonly many: string;
  /** The column with the text of a row. */
  readonly text: string;
  readonly maximum: number;
  /** The other inputs that a new row needs, if any; `nth` counts the rows of the client. */
  readonly others?: (nth: number) => object;
}

/** An end of a relation as a client sees it. The tests run for each end. */
export interface ClientEnd {
  readonly template: Template;
  readonly owner: ClientType;
  readonly target: ClientType;
  readonly field: string;
  readonly singular: string;
  /** The target's field with the owners. */
  readonly backField: string;
  readonly backSingular: string;
}

const article: ClientType = {
  type: 'Article',
  one: 'article',
  many: 'articles',
  text: 'headline',
  maximum: 100,
};
const publication: ClientType = {
  type: 'Publication',
  one: 'publication',
  many: 'publications',
  text: 'title',
  maximum: 30,
};
const student: ClientType = {
  type: 'Student',
  one: 'student',
  many: 'students',
  text: 'name',
  maximum: 60,
};
const course: ClientType = {
  type: 'Course',
  one: 'course',
  many: 'courses',
  text: 'topic',
  maximum: 40,
};

const opposite = (end: ClientEnd): ClientEnd => ({
  template: end.template,
  owner: end.target,
  target: end.owner,
  field: end.backField,
  singular: end.backSingular,
  backField: end.field,
  backSingular: end.singular,
});

const press: ClientEnd = {
  template: 'press',
  owner: article,
  target: publication,
  field: 'publications',
  singular: 'publication',
  backField: 'articles',
  backSingular: 'article',
};
const school: ClientEnd = {
  template: 'school',
  owner: student,
  target: course,
  field: 'courses',
  singular: 'course',
  backField: 'participants',
  backSingular: 'participant',
};

/** Both ends of the relation of each test schema, for `describe.each`. */
export const ends: readonly (readonly [string, ClientEnd])[] = [
  press,
  opposite(press),
  school,
  opposite(school),
].map((end) => [`${end.owner.type}.${end.field}`, end] as const);

const person: ClientType = {
  type: 'Person',
  one: 'person',
  many: 'people',
  text: 'name',
  maximum: 40,
};
const user: ClientType = {
  type: 'User',
  one: 'user',
  many: 'users',
  text: 'name',
  maximum: 60,
  others: (nth) => ({ email: `${nth}@example.org` }),
};
const lecture: ClientType = {
  type: 'Course',
  one: 'course',
  many: 'courses',
  text: 'title',
  maximum: 200,
  // In the default order as they are created: the latest start is the first.
  others: (nth) => ({
    slug: `course-${nth}`,
    startsOn: new Date(Date.UTC(2100, 0, -nth)).toISOString().slice(0, 10),
  }),
};

const learning: ClientEnd = {
  template: 'learning',
  owner: user,
  target: lecture,
  field: 'courses',
  singular: 'course',
  backField: 'users',
  backSingular: 'user',
};
const guild: ClientEnd = {
  template: 'guild',
  owner: person,
  target: person,
  field: 'following',
  singular: 'followed',
  backField: 'followers',
  backSingular: 'follower',
};

/** Ends of relations whose links have columns, none of them required. */
export const linkedEnds: typeof ends = [learning, opposite(learning), guild, opposite(guild)].map(
  (end) => [`${end.owner.type}.${end.field}`, end] as const,
);

/** The other end of an end's relation. */
export function otherEnd(end: ClientEnd): ClientEnd {
  const found = [...ends, ...linkedEnds].find(
    ([, other]) => other.template === end.template && other.field === end.backField,
  );
  if (!found) throw new Error(`${end.field} has no other end`);
  return found[1];
}

/** `publications` as part of a name: `Publications`. */
export const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The ID of the row of `type` with this key. */
export const id = ({ type }: ClientType, key: number) => encodeGlobalId(type, key);

/** The payload of a link mutation, under names that all ends share. */
export interface Changed {
  readonly added: readonly string[] | undefined;
  readonly addedCount: number | undefined;
  readonly removed: readonly string[] | undefined;
  readonly removedCount: number | undefined;
  /** The first 100 targets of the owner in the payload. */
  readonly after: readonly string[];
}

interface Page<Node> {
  readonly totalCount: number;
  readonly nodes: readonly (Node & { readonly id: string })[];
}

/** A client of a server, for one end of a relation. */
export class EndClient {
  #rows = 0;

  constructor(
    readonly server: TestServer,
    readonly end: ClientEnd,
  ) {}

  /** Starts a server for `end`; `options` replace the usual ones. */
  static async start(end: ClientEnd, options?: Partial<ServerOptions>): Promise<EndClient> {
    return new EndClient(await startTestServer(end.template, options), end);
  }

  /** Creates rows of a type, one for each text, and returns their IDs. */
  async create(
    { type, one, text, others }: ClientType,
    texts: readonly string[],
  ): Promise<string[]> {
    const ids: string[] = [];
    for (const value of texts) {
      const data = await this.server.run<Record<string, Record<string, { id: string }>>>(
        `mutation($input: Create${type}Input!) { create${type}(input: $input) { ${one} { id } } }`,
        { input: { [text]: value, ...others?.(this.#rows++) } },
      );
      ids.push(data[`create${type}`]?.[one]?.id ?? '');
    }
    return ids;
  }

  /** The document of one of the four link mutations. */
  document(verb: 'add' | 'remove' | 'set' | 'clear'): string {
    const { owner, field, singular } = this.end;
    const name = `${verb}${owner.type}${capitalized(field)}`;
    const added = `addedCount addedEdges: added${capitalized(singular)}Edges { node { id } }`;
    const removed = `removedCount removedIds: removed${capitalized(singular)}Ids`;
    const selections = { add: added, remove: removed, set: `${added} ${removed}`, clear: removed }[
      verb
    ];
    return `mutation($input: ${capitalized(name)}Input!) {
      payload: ${name}(input: $input) { ${selections} owner: ${owner.one} { id targets: ${field}(first: 100) { nodes { id } } } }
    }`;
  }

  /** The input of a link mutation. */
  input(owner: string, targets?: readonly string[]) {
    return {
      input: {
        [`${this.end.owner.one}Id`]: owner,
        ...(targets && { [`${this.end.singular}Ids`]: targets }),
      },
    };
  }

  /** Runs a link mutation, which must succeed. */
  async change(
    verb: 'add' | 'remove' | 'set' | 'clear',
    owner: string,
    targets?: readonly string[],
  ): Promise<Changed> {
    const { payload } = await this.server.run<{
      payload: {
        addedEdges?: { node: { id: string } }[];
        addedCount?: number;
        removedIds?: string[];
        removedCount?: number;
        owner: { targets: { nodes: { id: string }[] } };
      };
    }>(this.document(verb), this.input(owner, targets));
    return {
      added: payload.addedEdges?.map(({ node }) => node.id),
      addedCount: payload.addedCount,
      removed: payload.removedIds,
      removedCount: payload.removedCount,
      after: payload.owner.targets.nodes.map((node) => node.id),
    };
  }

  /** The targets of an owner, in the default order. */
  async targets(owner: string): Promise<string[]> {
    return this.#related(this.end.owner, this.end.field, owner);
  }

  /** The owners of a target, in the default order: the same links, read from the other end. */
  async owners(target: string): Promise<string[]> {
    return this.#related(this.end.target, this.end.backField, target);
  }

  async #related({ one }: ClientType, field: string, of: string): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const data: {
        row: {
          list: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
        };
      } = await this.server.run(
        `query($id: ID!, $after: String) {
            row: ${one}(id: $id) { list: ${field}(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
          }`,
        { id: of, after },
      );
      const { nodes, pageInfo } = data.row.list;
      ids.push(...nodes.map((node) => node.id));
      if (!pageInfo.hasNextPage) return ids;
      after = pageInfo.endCursor;
    }
  }

  /** All links, as `owner target`, read from both ends, which must agree. No list may be longer than a page. */
  async links(): Promise<string[]> {
    const read = async ({ many }: ClientType, field: string) => {
      const { rows } = await this.server.run<{ rows: Page<{ list: Page<object> }> }>(
        `{ rows: ${many}(first: 100) { totalCount nodes { id list: ${field}(first: 100) { totalCount nodes { id } } } } }`,
      );
      for (const { totalCount, nodes } of [rows, ...rows.nodes.map(({ list }) => list)]) {
        if (totalCount !== nodes.length) throw new Error('more than a page');
      }
      return rows.nodes.flatMap(({ id, list }) =>
        list.nodes.map((other) => [id, other.id] as const),
      );
    };
    const near = (await read(this.end.owner, this.end.field))
      .map(([owner, target]) => `${owner} ${target}`)
      .sort();
    const far = (await read(this.end.target, this.end.backField))
      .map(([target, owner]) => `${owner} ${target}`)
      .sort();
    if (JSON.stringify(near) !== JSON.stringify(far))
      throw new Error(`the ends disagree: ${near} against ${far}`);
    return near;
  }

  /** Stops the server. */
  close(): Promise<void> {
    return this.server.close();
  }
}
