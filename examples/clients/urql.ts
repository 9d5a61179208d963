import { Client, type DocumentInput, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { graphcache } from 'bothends/clients/graphcache';
import type { IntrospectionQuery } from 'graphql';

/** `schema` is the data of an introspection query, or `introspectionOf(sdl)` of `bothends/clients`. */
export function createUrqlClient(url: string, schema: IntrospectionQuery): Client {
  return new Client({ url, exchanges: [cacheExchange(graphcache(schema)), fetchExchange] });
}

interface Connection {
  readonly edges: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}
interface Page {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** A list that grows by pages. With React, `variables` is a state, and `useQuery` does what `show` does here. */
export class InfiniteList<Data, Variables extends object> {
  data: Data | undefined;
  private stop = () => {};

  constructor(
    private readonly client: Client,
    private readonly query: DocumentInput<Data, Variables & Page>,
    private readonly variables: Variables & Page,
    private readonly find: (data: Data) => Connection,
  ) {}

  /** Shows the list up to this page, and resolves when the page is there. */
  show(page: Page = this.variables): Promise<void> {
    this.stop();
    return new Promise((shown) => {
      const variables = { ...this.variables, ...page };
      const { unsubscribe } = this.client
        .query(this.query, variables)
        .subscribe(({ data, stale }) => {
          if (data === undefined || stale) return;
          this.data = data;
          shown();
        });
      this.stop = unsubscribe;
    });
  }

  close(): void {
    this.stop();
  }

  private get connection(): Connection | undefined {
    return this.data && this.find(this.data);
  }

  /** Shows one page more. */
  async more(first = this.variables.first): Promise<void> {
    const { hasNextPage, endCursor } = this.connection?.pageInfo ?? {};
    if (hasNextPage) await this.show({ first, after: endCursor });
  }

  /** Shows the list as it is after a change, as many rows as before. Call it as soon as the mutation has its result. */
  async reload(): Promise<void> {
    const rows = this.connection?.edges.length ?? 0;
    // A page has at most 100 rows.
    const page = (shown: number) => Math.min(Math.max(rows - shown, 1), 100);
    await this.show({ first: page(0), after: undefined });
    for (let c = this.connection; c?.pageInfo.hasNextPage && c.edges.length < rows; ) {
      await this.more(page(c.edges.length));
      c = this.connection;
    }
  }
}
