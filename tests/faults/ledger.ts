import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../support/ask.js';
import type { Response } from '../support/server.js';

/** The rows of one worker: articles by headline, with the titles of their publications; and titles of publications. */
interface State {
  readonly articles: ReadonlyMap<string, ReadonlySet<string>>;
  readonly publications: ReadonlySet<string>;
}

/** A change by a worker: the mutation, and the state after it. */
interface Change {
  readonly document: string;
  readonly input: object;
  readonly after: State;
}

/** States are compared as texts. */
function textOf({ articles, publications }: State): string {
  const sorted = [...articles].map(([headline, titles]) => [headline, [...titles].sort()] as const);
  return JSON.stringify({
    articles: sorted.sort(([a], [b]) => (a < b ? -1 : 1)),
    publications: [...publications].sort(),
  });
}

const shared = Array.from({ length: 12 }, (_, index) => `shared ${index}`);
const oneOf = <Item>(items: readonly Item[]) =>
  items[Math.floor(Math.random() * items.length)] as Item;
const someOf = <Item>(items: readonly Item[]) => items.filter(() => Math.random() < 0.4);

/** Whether an error says that nothing was changed. */
const isUnchanged = ({ errors }: Response) =>
  errors?.every(
    ({ message, extensions }) =>
      extensions?.code === 'SERVICE_UNAVAILABLE' && /safe to try again/.test(message),
  );
/** Whether an error says that the outcome is not known. */
const isUncertain = ({ errors }: Response) =>
  errors?.every(
    ({ message, extensions }) =>
      extensions?.code === 'SERVICE_UNAVAILABLE' && /may have been made/.test(message),
  );

/** Whether a request without a response cannot have reached the server. */
function neverSent(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED';
}

/**
 * A client that makes random changes and records the acknowledged ones. No other client changes its articles and their
 * links, so that the expected state is known.
 */
class Worker {
  known: State = { articles: new Map(), publications: new Set() };
  /** The other possible state, after a change that was not acknowledged. */
  possible: State | undefined;
  #changes = 0;

  constructor(
    readonly name: string,
    readonly ids: ReadonlyMap<string, string>,
  ) {}

  /** Makes random changes until `stopped`, or until the outcome of a change is not known. */
  async run(url: string, stopped: () => boolean, tally: Tally): Promise<void> {
    while (!stopped() && !this.possible) {
      const { document, input, after } = this.#change();
      let answer: Response | undefined;
      try {
        answer = await ask(url, document, { input });
      } catch (error) {
        if (!neverSent(error)) this.possible = after;
      }
      if (answer?.data && !answer.errors) {
        tally.acknowledged += 1;
        this.known = after;
        // The ID of a new row, for later changes.
        for (const row of Object.values(Object.values(answer.data)[0] ?? {})) {
          const { id, headline, title } = row as { id: string; headline?: string; title?: string };
          (this.ids as Map<string, string>).set(headline ?? title ?? '', id);
        }
      } else if (answer && isUncertain(answer)) {
        this.possible = after;
      } else if (answer && !isUnchanged(answer)) {
        throw new Error(`${document} ${JSON.stringify(input)} returned ${JSON.stringify(answer)}`);
      } else if (!this.possible) {
        tally.refused += 1;
        await sleep(10);
      }
    }
    if (this.possible) tally.unknown += 1;
  }

  /** Compares the state in the database with the known and the possible one, and takes it over. */
  settle(found: State, unanswered: Unanswered): void {
    const text = textOf(found);
    const allowed = [
      this.known,
      ...(this.possible && unanswered === 'made or not' ? [this.possible] : []),
    ].map(textOf);
    if (!allowed.includes(text))
      throw new Error(
        `${this.name}: the state is\n${text}\nbut must be\n${allowed.join('\nor\n')}`,
      );
    this.known = found;
    this.possible = undefined;
  }

  #id(name: string): string {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`no ID of ${name}`);
    return id;
  }

  #change(): Change {
    const { articles, publications } = this.known;
    const headlines = [...articles.keys()];
    this.#changes += 1;
    const newName = (letter: string) => `${this.name} ${letter}${this.#changes}`;
    const ids = (names: readonly string[]) => names.map((name) => this.#id(name));
    const mutation = (name: string, selection: string) =>
      `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`;
    const changed = (
      change: (articles: Map<string, Set<string>>, publications: Set<string>) => void,
    ): State => {
      const [copy, own] = [
        new Map([...articles].map(([headline, titles]) => [headline, new Set(titles)])),
        new Set(publications),
      ];
      change(copy, own);
      return { articles: copy, publications: own };
    };
    const createArticle = (): Change => {
      const [headline, titles] = [newName('a'), someOf(shared)];
      return {
        document: mutation('createArticle', 'article { id headline }'),
        input: { headline, publicationIds: ids(titles) },
        after: changed((copy) => copy.set(headline, new Set(titles))),
      };
    };
    if (headlines.length < 3) return createArticle();
    const headline = oneOf(headlines);
    const articleId = this.#id(headline);
    const titles = someOf([...shared, ...publications]);
    const title = oneOf([...shared, ...publications]);
    const others = someOf(headlines);
    const changes: (() => Change)[] = [
      () => ({
        document: mutation('addArticlePublications', 'addedCount'),
        input: { articleId, publicationIds: ids(titles) },
        after: changed((copy) => {
          for (const each of titles) copy.get(headline)?.add(each);
        }),
      }),
      () => ({
        document: mutation('addPublicationArticles', 'addedCount'),
        input: { publicationId: this.#id(title), articleIds: ids(others) },
        after: changed((copy) => {
          for (const each of others) copy.get(each)?.add(title);
        }),
      }),
      () => ({
        document: mutation('removeArticlePublications', 'removedCount'),
        input: { articleId, publicationIds: ids(titles) },
        after: changed((copy) => {
          for (const each of titles) copy.get(headline)?.delete(each);
        }),
      }),
      () => ({
        document: mutation('removePublicationArticles', 'removedCount'),
        input: { publicationId: this.#id(title), articleIds: ids(others) },
        after: changed((copy) => {
          for (const each of others) copy.get(each)?.delete(title);
        }),
      }),
      () => ({
        document: mutation('setArticlePublications', 'addedCount removedCount'),
        input: { articleId, publicationIds: ids(titles) },
        after: changed((copy) => copy.set(headline, new Set(titles))),
      }),
      () => ({
        document: mutation('clearArticlePublications', 'removedCount'),
        input: { articleId },
        after: changed((copy) => copy.set(headline, new Set())),
      }),
      () => {
        const renamed = newName('a');
        return {
          document: mutation('updateArticle', 'article { id headline }'),
          input: { id: articleId, headline: renamed },
          after: changed((copy) => {
            copy.set(renamed, copy.get(headline) ?? new Set());
            copy.delete(headline);
          }),
        };
      },
      () => {
        if (publications.size < 3) {
          const created = newName('p');
          return {
            document: mutation('createArticlePublication', 'publication { id title }'),
            input: { articleId, title: created },
            after: changed((copy, own) => {
              own.add(created);
              copy.get(headline)?.add(created);
            }),
          };
        }
        const deleted = oneOf([...publications]);
        return {
          document: mutation('deletePublication', 'deletedPublicationId'),
          input: { id: this.#id(deleted) },
          after: changed((copy, own) => {
            own.delete(deleted);
            for (const linked of copy.values()) linked.delete(deleted);
          }),
        };
      },
      () => {
        if (headlines.length < 5) return createArticle();
        return {
          document: mutation('deleteArticle', 'deletedArticleId'),
          input: { id: articleId },
          after: changed((copy) => copy.delete(headline)),
        };
      },
    ];
    return oneOf(changes)();
  }
}

/** The number of changes that were acknowledged, refused without a change, and with an unknown outcome. */
export interface Tally {
  acknowledged: number;
  refused: number;
  unknown: number;
}

/** The possible outcome of a change without a response. */
type Unanswered = 'made or not' | 'not made';

interface Connection<Node> {
  readonly nodes: readonly Node[];
}

/** A load of random changes, whose outcome is checked. */
export class Ledger {
  readonly tally: Tally = { acknowledged: 0, refused: 0, unknown: 0 };
  /** By headline or title, which are unique. */
  readonly #ids = new Map<string, string>();
  readonly #workers = Array.from(
    { length: 6 },
    (_, index) => new Worker(`worker ${index}`, this.#ids),
  );

  /** Deletes all rows, and creates those that the load starts with. */
  async open(url: string): Promise<void> {
    const run = async (document: string, variables: object) => {
      const { data, errors } = await ask(url, document, variables);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    };
    await run('mutation { deleteArticles(input: { where: {} }) { deletedCount } }', {});
    await run('mutation { deletePublications(input: { where: {} }) { deletedCount } }', {});
    for (const title of shared) {
      const create =
        'mutation($title: String!) { createPublication(input: { title: $title }) { publication { id } } }';
      const { createPublication } = (await run(create, { title })) as {
        createPublication: { publication: { id: string } };
      };
      this.#ids.set(title, createPublication.publication.id);
    }
  }

  /** Starts the load; `stop` waits for running changes. Rejects after a response that no fault explains. */
  begin(url: string): { stop(): Promise<void> } {
    let stopped = false;
    const running = Promise.all(
      this.#workers.map((worker) => worker.run(url, () => stopped, this.tally)),
    );
    running.catch(() => {});
    return {
      stop: async () => {
        stopped = true;
        await running;
      },
    };
  }

  /**
   * Reads all rows from both ends. Throws if the ends differ, if an acknowledged change is missing, or if there is a row
   * or a part of a change that no worker made; with 'not made', also if a change without a response was made.
   */
  async check(url: string, unanswered: Unanswered = 'made or not'): Promise<void> {
    const { data, errors } = await ask(
      url,
      `{
        articles(first: 100) { totalCount nodes { id headline publications(first: 100) { nodes { title } } } }
        publications(first: 100) { totalCount nodes { id title articles(first: 100) { nodes { headline } } } }
      }`,
    );
    if (errors) throw new Error(JSON.stringify(errors));
    // The selection of the query.
    const { articles, publications } = data as {
      articles: Connection<{
        id: string;
        headline: string;
        publications: Connection<{ title: string }>;
      }> & {
        totalCount: number;
      };
      publications: Connection<{
        id: string;
        title: string;
        articles: Connection<{ headline: string }>;
      }> & {
        totalCount: number;
      };
    };
    if (
      articles.totalCount !== articles.nodes.length ||
      publications.totalCount !== publications.nodes.length
    ) {
      throw new Error('more than one page');
    }
    const near = articles.nodes.flatMap((article) =>
      article.publications.nodes.map(({ title }) => `${article.headline}|${title}`),
    );
    const far = publications.nodes.flatMap(({ title, articles }) =>
      articles.nodes.map(({ headline }) => `${headline}|${title}`),
    );
    if (JSON.stringify(near.sort()) !== JSON.stringify(far.sort()))
      throw new Error(`the ends differ: ${near} and ${far}`);
    const unknown = [
      ...articles.nodes.map(({ headline }) => headline),
      ...publications.nodes.map(({ title }) => title),
    ].filter((name) => !/^(worker \d [ap]\d+|shared \d+)$/.test(name));
    if (unknown.length > 0) throw new Error(`no worker made ${unknown}`);

    this.#ids.clear();
    for (const { id, headline } of articles.nodes) this.#ids.set(headline, id);
    for (const { id, title } of publications.nodes) this.#ids.set(title, id);
    for (const worker of this.#workers) {
      const own = (name: string) => name.startsWith(`${worker.name} `);
      worker.settle(
        {
          articles: new Map(
            articles.nodes
              .filter(({ headline }) => own(headline))
              .map(({ headline, publications }) => [
                headline,
                new Set(publications.nodes.map(({ title }) => title)),
              ]),
          ),
          publications: new Set(publications.nodes.map(({ title }) => title).filter(own)),
        },
        unanswered,
      );
    }
  }
}
