import type { GraphiQLOptions } from 'graphql-yoga';

/** What the header editor holds where a token is needed. */
const tokenHeaders = JSON.stringify({ Authorization: 'Bearer <token>' }, undefined, 2);

/**
 * Makes what gives the page of GraphiQL: served from this machine, no network needed, and opened with a tab for each of
 * `tabs`. Where requests need a token, each tab has a place for it, which is not kept in the browser.
 */
export function graphiqlPage(tabs: readonly string[], needsToken: boolean): () => Promise<string> {
  const headers = needsToken ? { headers: tokenHeaders } : {};
  const options: GraphiQLOptions = {
    title: 'Both Ends',
    defaultTabs: tabs.map((query) => ({ query, ...headers })),
    ...(needsToken && { defaultHeaders: tokenHeaders, defaultEditorToolsVisibility: 'headers' }),
  };
  let page: string | undefined;
  // Always the same, nine million characters; and not before somebody looks at it, as they take several times the memory.
  return async () =>
    (page ??= (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options));
}
