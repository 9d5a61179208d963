import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../support/ask.js';
import type { Response } from '../support/server.js';

/** Articles by headline, each with the titles of its publications; and the titles of the publications that are one worker's own. */
interface World {
  readonly articles: ReadonlyMap<string, ReadonlySet<string>>;
  readonly publications: ReadonlySet<string>;
}

/** A change that a worker makes: what it sends, and what the world is when it was made. */
interface Change {
  readonly document: string;
  readonly input: object;
  readonly after: World;
}

/** Worlds are compared as texts. */
function textOf({ articles, publications }: World): string {
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

/** Whether an answer says that nothing was changed: such a promise is held to. */
const promisesNothing = ({ errors }: Response) =>
  errors?.every(
    ({ message, extensions }) =>
      extensions?.code === 'SERVICE_UNAVAILABLE' && /safe to try again/.test(message),
  );
const admitsDoubt = ({ errors }: Response) =>
  errors?.every(
    ({ message, extensions }) =>
      extensions?.code === 'SERVICE_UNAVAILABLE' && /may have been made/.test(message),
  );

/** Whether a request that got no answer cannot have reached the server. */
function neverSent(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED';
}

/**
 * One client that changes links from both ends, creates, renames and deletes, and keeps a ledger of what was acknowledged.
 * Its articles, and the links of these, are nobody else's, so what there must be is known.
 */
class Worker {
  known: World = { articles: new Map(), publications: new Set() };
  /** What may be there as well, after a change that was not acknowledged: all of it, or nothing. */
  possible: World | undefined;
  #made = 0;

  constructor(
    readonly name: string,
    readonly ids: ReadonlyMap<string, string>,
  ) {}

  /** Makes random changes until told to stop, or until it does not know whether its last was made. */
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
        // The new row's ID, for those that follow.
        for (const row of Object.values(Object.values(answer.data)[0] ?? {})) {
          const { id, headline, title } = row as { id: string; headline?: string; title?: string };
          (this.ids as Map<string, string>).set(headline ?? title ?? '', id);
        }
      } else if (answer && admitsDoubt(answer)) {
        this.possible = after;
      } else if (answer && !promisesNothing(answer)) {
        throw new Error(`${document} ${JSON.stringify(input)} answered ${JSON.stringify(answer)}`);
      } else if (!this.possible) {
        tally.refused += 1;
        await sleep(10);
      }
    }
    if (this.possible) tally.unknown += 1;
  }

  /** Takes what is there for what is known, unless neither of the two that it may be is. */
  settle(found: World, unanswered: Unanswered): void {
    const text = textOf(found);
    const allowed = [
      this.known,
      ...(this.possible && unanswered === 'made or not' ? [this.possible] : []),
    ].map(textOf);
    if (!allowed.includes(text))
      throw new Error(
        `${this.name}: there is\n${text}\nbut there must be\n${allowed.join('\nor\n')}`,
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
    this.#made += 1;
    const named = (letter: string) => `${this.name} ${letter}${this.#made}`;
    const ids = (names: readonly string[]) => names.map((name) => this.#id(name));
    const mutation = (name: string, selection: string) =>
      `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`;
    const world = (
      change: (articles: Map<string, Set<string>>, publications: Set<string>) => void,
    ): World => {
      const [copy, own] = [
        new Map([...articles].map(([headline, titles]) => [headline, new Set(titles)])),
        new Set(publications),
      ];
      change(copy, own);
      return { articles: copy, publications: own };
    };
    const createArticle = (): Change => {
      const [headline, titles] = [named('a'), someOf(shared)];
      return {
        document: mutation('createArticle', 'article { id headline }'),
        input: { headline, publicationIds: ids(titles) },
        after: world((copy) => copy.set(headline, new Set(titles))),
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
        after: world((copy) => {
          for (const each of titles) copy.get(headline)?.add(each);
        }),
      }),
      () => ({
        document: mutation('addPublicationArticles', 'addedCount'),
        input: { publicationId: this.#id(title), articleIds: ids(others) },
        after: world((copy) => {
          for (const each of others) copy.get(each)?.add(title);
        }),
      }),
      () => ({
        document: mutation('removeArticlePublications', 'removedCount'),
        input: { articleId, publicationIds: ids(titles) },
        after: world((copy) => {
          for (const each of titles) copy.get(headline)?.delete(each);
        }),
      }),
      () => ({
        document: mutation('removePublicationArticles', 'removedCount'),
        input: { publicationId: this.#id(title), articleIds: ids(others) },
        after: world((copy) => {
          for (const each of others) copy.get(each)?.delete(title);
        }),
      }),
      () => ({
        document: mutation('setArticlePublications', 'addedCount removedCount'),
        input: { articleId, publicationIds: ids(titles) },
        after: world((copy) => copy.set(headline, new Set(titles))),
      }),
      () => ({
        document: mutation('clearArticlePublications', 'removedCount'),
        input: { articleId },
        after: world((copy) => copy.set(headline, new Set())),
      }),
      () => {
        const renamed = named('a');
        return {
          document: mutation('updateArticle', 'article { id headline }'),
          input: { id: articleId, headline: renamed },
          after: world((copy) => {
            copy.set(renamed, copy.get(headline) ?? new Set());
            copy.delete(headline);
          }),
        };
      },
      () => {
        if (publications.size < 3) {
          const created = named('p');
          return {
            document: mutation('createArticlePublication', 'publication { id title }'),
            input: { articleId, title: created },
            after: world((copy, own) => {
              own.add(created);
              copy.get(headline)?.add(created);
            }),
          };
        }
        const doomed = oneOf([...publications]);
        return {
          document: mutation('deletePublication', 'deletedPublicationId'),
          input: { id: this.#id(doomed) },
          after: world((copy, own) => {
            own.delete(doomed);
            for (const linked of copy.values()) linked.delete(doomed);
          }),
        };
      },
      () => {
        if (headlines.length < 5) return createArticle();
        return {
          document: mutation('deleteArticle', 'deletedArticleId'),
          input: { id: articleId },
          after: world((copy) => copy.delete(headline)),
        };
      },
    ];
    return oneOf(changes)();
  }
}

/** How many changes were acknowledged, refused with the promise that nothing was changed, or left in doubt. */
export interface Tally {
  acknowledged: number;
  refused: number;
  unknown: number;
}

/** What may have become of a change without an answer. */
type Unanswered = 'made or not' | 'not made';

interface Connection<Node> {
  readonly nodes: readonly Node[];
}

/** A load of changes whose outcome is known, whatever dies meanwhile. */
export class Ledger {
  readonly tally: Tally = { acknowledged: 0, refused: 0, unknown: 0 };
  /** By headline or title, which nothing else has. */
  readonly #ids = new Map<string, string>();
  readonly #workers = Array.from(
    { length: 6 },
    (_, index) => new Worker(`worker ${index}`, this.#ids),
  );

  /** Empties the database behind `url`, and makes what the load begins with. */
  async open(url: string): Promise<void> {
    const sure = async (document: string, variables: object) => {
      const { data, errors } = await ask(url, document, variables);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    };
    await sure('mutation { deleteArticles(input: { where: {} }) { deletedCount } }', {});
    await sure('mutation { deletePublications(input: { where: {} }) { deletedCount } }', {});
    for (const title of shared) {
      const create =
        'mutation($title: String!) { createPublication(input: { title: $title }) { publication { id } } }';
      const { createPublication } = (await sure(create, { title })) as {
        createPublication: { publication: { id: string } };
      };
      this.#ids.set(title, createPublication.publication.id);
    }
  }

  /** Begins the load; `stop` ends it when every change under way has had its answer, or has failed. Rejects where an answer is one that no fault explains. */
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
   * Reads everything from both ends, and throws where they do not agree, where something acknowledged is not there, or
   * where something is that nobody has made, or not all of it; also, if so wanted, where a change was made without an answer.
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
    // What the query selects.
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
      throw new Error('there is more than one page');
    }
    const near = articles.nodes.flatMap((article) =>
      article.publications.nodes.map(({ title }) => `${article.headline}|${title}`),
    );
    const far = publications.nodes.flatMap(({ title, articles }) =>
      articles.nodes.map(({ headline }) => `${headline}|${title}`),
    );
    if (JSON.stringify(near.sort()) !== JSON.stringify(far.sort()))
      throw new Error(`the ends differ: ${near} and ${far}`);
    const strangers = [
      ...articles.nodes.map(({ headline }) => headline),
      ...publications.nodes.map(({ title }) => title),
    ].filter((name) => !/^(worker \d [ap]\d+|shared \d+)$/.test(name));
    if (strangers.length > 0) throw new Error(`nobody made ${strangers}`);

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
