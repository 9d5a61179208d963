import { type ClientEnd, type ClientType, EndClient, ends, id } from './ends.js';
import type { Response, TestServer } from './server.js';
import type { EndName, QueryStep, Step } from './steps.js';

/** The result of a step, in the format that the conformance files have for Django's. */
export type Answer = Readonly<Record<string, unknown>>;

const never = 2 ** 31 - 1;

/** Replays steps against a server, as operations of the API, and remembers the ID of each ref. */
export class Replay {
  readonly #ids = new Map<string, string>();
  readonly #refs = new Map<string, string>();
  readonly #ends: Record<EndName, EndClient>;

  constructor(readonly server: TestServer) {
    const [[, article], [, publication]] = ends as [[string, ClientEnd], [string, ClientEnd]];
    this.#ends = {
      article: new EndClient(server, article),
      publication: new EndClient(server, publication),
    };
    for (const [ref, end] of [
      ['a0', article],
      ['p0', publication],
    ] as const) {
      this.#learn(ref, id(end.owner, never));
    }
  }

  /** Runs a step and returns its result. */
  async run(step: Step): Promise<Answer> {
    switch (step.op) {
      case 'createArticle':
        return this.#create(this.#ends.article, step.headline, step);
      case 'createPublication':
        return this.#create(this.#ends.publication, step.title, step);
      case 'add':
      case 'remove':
      case 'set':
      case 'clear': {
        const targets = 'targets' in step ? this.#idsOf(step.targets) : undefined;
        const changed = await this.#ends[step.end].change(step.op, this.#id(step.owner), targets);
        return {
          ...(changed.added && { added: this.#refsOf(changed.added) }),
          ...(changed.removed && { removed: this.#refsOf(changed.removed) }),
          after: this.#refsOf(changed.after),
        };
      }
      case 'create': {
        const { end, server } = this.#ends[step.end];
        const name = `create${end.owner.type}${end.target.type}`;
        const { payload } = await server.run<{
          payload: {
            target: { id: string };
            edge: { node: { id: string } };
            owner: { id: string };
          };
        }>(
          `mutation($input: ${name.replace('c', 'C')}Input!) {
            payload: ${name}(input: $input) { target: ${end.singular} { id } edge: ${end.singular}Edge { node { id } } owner: ${end.owner.one} { id } }
          }`,
          {
            input: { [`${end.owner.one}Id`]: this.#id(step.owner), [end.target.text]: step.value },
          },
        );
        this.#learn(step.as, payload.target.id);
        return {
          as: this.#ref(payload.edge.node.id),
          owner: this.#ref(payload.owner.id),
          after: await this.#targets(step.end, step.owner),
        };
      }
      case 'update': {
        const { owner } = this.#endOf(step.ref).end;
        const { payload } = await this.server.run<{
          payload: Record<string, { id: string; text: string }>;
        }>(
          `mutation($input: Update${owner.type}Input!) { payload: update${owner.type}(input: $input) { row: ${owner.one} { id text: ${owner.text} } } }`,
          { input: { id: this.#id(step.ref), [owner.text]: step.value } },
        );
        return { ref: this.#ref(payload.row?.id ?? ''), value: payload.row?.text };
      }
      case 'delete': {
        const { owner } = this.#endOf(step.ref).end;
        const { payload } = await this.server.run<{ payload: { id: string } }>(
          `mutation($input: Delete${owner.type}Input!) { payload: delete${owner.type}(input: $input) { id: deleted${owner.type}Id } }`,
          { input: { id: this.#id(step.ref) } },
        );
        return { ref: this.#ref(payload.id) };
      }
      case 'deleteWhere': {
        const { owner } = this.#ends[step.type].end;
        const plural = `${owner.type}s`;
        const { payload } = await this.server.run<{
          payload: { deletedCount: number; ids: string[] };
        }>(
          `mutation($input: Delete${plural}Input!) { payload: delete${plural}(input: $input) { deletedCount ids: deleted${owner.type}Ids } }`,
          { input: { where: this.#where(step.where) } },
        );
        return { deleted: this.#refsOf(payload.ids), deletedCount: payload.deletedCount };
      }
      case 'query':
        return this.#query(step);
      case 'state':
        return this.#state();
      case 'fail':
        return this.#fail(step);
    }
  }

  /** The result that `run` must return for a step, as recorded from Django. */
  expected(step: Step): Answer {
    switch (step.op) {
      case 'createArticle':
      case 'createPublication':
        return { as: step.as, after: step.after };
      case 'add':
      case 'remove':
      case 'set':
      case 'clear':
        return {
          ...('added' in step && { added: step.added }),
          ...('removed' in step && { removed: step.removed }),
          after: step.after,
        };
      case 'create':
        return { as: step.as, owner: step.owner, after: step.after };
      case 'update':
        return { ref: step.ref, value: step.value };
      case 'delete':
        return { ref: step.ref };
      case 'deleteWhere':
        return { deleted: step.deleted, deletedCount: step.deleted.length };
      case 'query':
        return { forward: step.expect, backward: step.expect, counts: [step.count] };
      case 'state': {
        const { articles, publications, articleOrder, publicationOrder } = step;
        return { articles, publications, articleOrder, publicationOrder };
      }
      case 'fail':
        return { code: step.code, ids: step.ids && [...step.ids].sort(), unchanged: true };
    }
  }

  async #create(
    { end }: EndClient,
    text: string,
    step: { as: string; links?: string[] },
  ): Promise<Answer> {
    const { owner, singular } = end;
    const links = step.links && { [`${singular}Ids`]: this.#idsOf(step.links) };
    const { payload } = await this.server.run<{
      payload: { row: { id: string; text: string }; edge: { node: { id: string } } };
    }>(
      `mutation($input: Create${owner.type}Input!) {
        payload: create${owner.type}(input: $input) { row: ${owner.one} { id text: ${owner.text} } edge: ${owner.one}Edge { node { id } } }
      }`,
      { input: { [owner.text]: text, ...links } },
    );
    if (payload.row.text !== text || payload.edge.node.id !== payload.row.id)
      throw new Error('the payload has another row');
    this.#learn(step.as, payload.row.id);
    return {
      as: step.as,
      after: await this.#targets(step.as.startsWith('a') ? 'article' : 'publication', step.as),
    };
  }

  async #targets(end: EndName, owner: string): Promise<string[]> {
    return this.#refsOf(await this.#ends[end].targets(this.#id(owner)));
  }

  /** All pages of a query, forward and backward, in pages of two and three. */
  async #query(step: QueryStep): Promise<Answer> {
    const type = this.#ends[step.type].end.owner;
    const walk = async (size: string, cursor: string, more: string, place: string) => {
      const pages: string[][] = [];
      const counts = new Set<number>();
      for (let at: string | null = null; ; ) {
        const list: List = await this.#page(step, type, {
          [size]: pages.length === 0 ? 2 : 3,
          [cursor]: at,
        });
        pages.push(list.nodes.map((node) => node.id));
        counts.add(list.totalCount);
        if (!list.pageInfo[more]) return { pages, counts: [...counts] };
        at = list.pageInfo[place] as string;
      }
    };
    const forward = await walk('first', 'after', 'hasNextPage', 'endCursor');
    const backward = await walk('last', 'before', 'hasPreviousPage', 'startCursor');
    return {
      forward: this.#refsOf(forward.pages.flat()),
      backward: this.#refsOf(backward.pages.reverse().flat()),
      counts: [...new Set([...forward.counts, ...backward.counts])],
    };
  }

  async #page(
    { of, where, orderBy, distinct }: QueryStep,
    { type, many }: ClientType,
    paging: object,
  ): Promise<List> {
    const variables = {
      where: this.#where(where),
      orderBy,
      distinct,
      id: of && this.#id(of),
      ...paging,
    };
    const declared = `$first: Int, $after: String, $last: Int, $before: String, $where: ${type}Filter, $orderBy: ${type}Order`;
    const passed =
      'first: $first, after: $after, last: $last, before: $before, where: $where, orderBy: $orderBy';
    const selected =
      '{ totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';
    if (of === undefined) {
      const { list } = await this.server.run<{ list: List }>(
        `query(${declared}, $distinct: Boolean!) { list: ${many}(${passed}, distinct: $distinct) ${selected} }`,
        variables,
      );
      return list;
    }
    const { end } = this.#endOf(of);
    const { owner } = await this.server.run<{ owner: { list: List } }>(
      `query(${declared}, $id: ID!) { owner: ${end.owner.one}(id: $id) { list: ${end.field}(${passed}) ${selected} } }`,
      variables,
    );
    return owner.list;
  }

  /** All rows and links, which always fit on one page. */
  async #state(): Promise<Answer> {
    const read = async (name: EndName) => {
      const { owner, field } = this.#ends[name].end;
      const { rows } = await this.server.run<{
        rows: { nodes: { id: string; related: { nodes: { id: string }[] } }[] };
      }>(
        `{ rows: ${owner.many}(first: 100) { nodes { id related: ${field}(first: 100) { nodes { id } } } } }`,
      );
      const related = rows.nodes.map(
        ({ id, related: { nodes } }) =>
          [this.#ref(id), this.#refsOf(nodes.map((node) => node.id))] as const,
      );
      return { order: related.map(([ref]) => ref), related: Object.fromEntries(related) };
    };
    const [articles, publications] = [await read('article'), await read('publication')];
    return {
      articles: articles.related,
      publications: publications.related,
      articleOrder: articles.order,
      publicationOrder: publications.order,
    };
  }

  async #fail({ call }: Extract<Step, { op: 'fail' }>): Promise<Answer> {
    const before = JSON.stringify(await this.#state());
    const errors = await this.run(call as Step).then(
      () => [],
      (error: Error) => JSON.parse(error.message) as NonNullable<Response['errors']>,
    );
    const after = JSON.stringify(await this.#state());
    const [error] = errors;
    return {
      code: error?.extensions?.code,
      ids:
        error?.extensions?.code === 'NOT_FOUND'
          ? this.#refsOf(error.extensions.ids ?? []).sort()
          : undefined,
      unchanged: before === after,
    };
  }

  #endOf(ref: string): EndClient {
    return this.#ends[ref.startsWith('a') ? 'article' : 'publication'];
  }

  /** A filter with IDs in place of its refs, which occur only in ID filters. */
  #where(filter: unknown, inId = false): unknown {
    if (typeof filter === 'string') return inId ? this.#id(filter) : filter;
    if (Array.isArray(filter)) return filter.map((item) => this.#where(item, inId));
    if (typeof filter !== 'object' || filter === null) return filter;
    return Object.fromEntries(
      Object.entries(filter).map(([name, value]) => [
        name,
        this.#where(value, inId || name === 'id'),
      ]),
    );
  }

  #learn(ref: string, id: string): void {
    this.#ids.set(ref, id);
    this.#refs.set(id, ref);
  }

  #id(ref: string): string {
    const known = this.#ids.get(ref);
    if (known === undefined) throw new Error(`unknown ref ${ref}`);
    return known;
  }

  #ref(id: string): string {
    return this.#refs.get(id) ?? `unknown ${id}`;
  }

  readonly #idsOf = (refs: readonly string[]) => refs.map((ref) => this.#id(ref));
  readonly #refsOf = (ids: readonly string[]) => ids.map((id) => this.#ref(id));
}

interface List {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: Readonly<Record<string, unknown>>;
}
