import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ConcreteRequest,
  commitMutation,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getSingularSelector,
  Network,
  type ReaderFragment,
  RecordSource,
  Store,
} from 'relay-runtime';
import { reload } from '../../examples/clients/relay.js';
import type { Shown, ShownList } from './story.js';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The documents of the example, compiled by Relay's compiler against `schema.graphql`. */
class Artifacts {
  private readonly folder = mkdtempSync(join(tmpdir(), 'bothends-relay-'));
  private readonly require = createRequire(join(this.folder, 'artifacts/'));

  constructor() {
    const text = readFileSync(file('examples/clients/PublicationArticles.graphql'), 'utf8');
    const tagged = text
      .split(/\n(?=query|mutation|fragment)/)
      .map((document) => `graphql\`${document}\`;`);
    // The compiler writes CommonJS modules.
    writeFileSync(join(this.folder, 'package.json'), '{"type":"commonjs"}');
    mkdirSync(join(this.folder, 'src'));
    mkdirSync(join(this.folder, 'artifacts'));
    writeFileSync(join(this.folder, 'src/PublicationArticles.js'), tagged.join('\n'));
    copyFileSync(file('schema.graphql'), join(this.folder, 'schema.graphql'));
    const config = {
      src: './src',
      schema: './schema.graphql',
      language: 'javascript',
      eagerEsModules: false,
    };
    writeFileSync(
      join(this.folder, 'relay.config.json'),
      JSON.stringify({ ...config, artifactDirectory: './artifacts' }),
    );
    execFileSync(
      process.execPath,
      [file('node_modules/relay-compiler/cli.js'), 'relay.config.json'],
      { cwd: this.folder, stdio: 'pipe' },
    );
  }

  load<Artifact>(name: string): Artifact {
    return this.require(join(this.folder, `artifacts/${name}.graphql.js`)) as Artifact;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The data of the fragment. */
interface Publication {
  readonly articles: {
    readonly __id: string;
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly headline: string } }[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  };
}

/** The mutations of the example, by their names in the schema. Other mutations are sent without Relay. */
const mutations: Readonly<Record<string, string>> = {
  addPublicationArticles: 'PublicationArticlesAddMutation',
  removePublicationArticles: 'PublicationArticlesRemoveMutation',
  deleteArticle: 'PublicationArticlesDeleteMutation',
};

/** The articles of a publication in Relay's runtime, with the documents and the code of the documentation. */
export async function relayList(
  url: string,
  id: string,
  send: (mutation: string, input: object) => Promise<void>,
): Promise<ShownList> {
  const artifacts = new Artifacts();
  const environment = new Environment({
    store: new Store(new RecordSource()),
    network: Network.create(async ({ text }, variables) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: text, variables }),
      });
      return response.json();
    }),
  });
  const query = artifacts.load<ConcreteRequest>('PublicationArticlesQuery');
  const pageQuery = artifacts.load<ConcreteRequest>('PublicationArticlesPageQuery');
  const fragment = artifacts.load<ReaderFragment>('PublicationArticles_publication');
  const operation = createOperationDescriptor(query, { id });
  const retained = environment.retain(operation);
  await fetchQuery(environment, query, { id }).toPromise();

  const articles = () => {
    const { publication } = environment.lookup(operation.fragment).data as { publication: object };
    const selector = getSingularSelector(fragment, publication);
    if (!selector) throw new Error('no publication');
    return (environment.lookup(selector).data as unknown as Publication).articles;
  };
  let fewest = Number.POSITIVE_INFINITY;
  const shown = (): Shown => {
    const { edges, totalCount, pageInfo } = articles();
    const headlines = edges.map(({ node }) => node.headline);
    return { headlines, totalCount, hasNextPage: pageInfo.hasNextPage };
  };
  const loadNext = async (count = 20) => {
    const { endCursor, hasNextPage } = articles().pageInfo;
    // As `loadNext` of the pagination hook does.
    const variables = { id, count, cursor: endCursor };
    if (hasNextPage) {
      await fetchQuery(environment, pageQuery, variables, {
        fetchPolicy: 'network-only',
      }).toPromise();
    }
  };
  return {
    more: () => loadNext(),
    change: async (mutation, input) => {
      const { edges, __id } = articles();
      const name = mutations[mutation];
      if (name) {
        await new Promise<void>((onCompleted, onError) => {
          commitMutation(environment, {
            mutation: artifacts.load<ConcreteRequest>(name),
            variables: { input, connections: [__id] },
            onCompleted: () => onCompleted(),
            onError,
          });
        });
      } else await send(mutation, input);
      fewest = articles().edges.length;
      await reload(environment, pageQuery, id, edges.length);
      const { length } = articles().edges;
      if (length < edges.length) await loadNext(edges.length - length);
    },
    shown,
    fewest: () => fewest,
    close: () => {
      retained.dispose();
      artifacts.remove();
    },
  };
}
