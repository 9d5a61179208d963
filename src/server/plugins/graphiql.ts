import type { GraphiQLOptions } from 'graphql-yoga';
import { graphiqlPatches } from './graphiql-patches.js';

/** The initial content of the header editor if tokens are required. */
const tokenHeaders = JSON.stringify({ Authorization: 'Bearer <token>' }, undefined, 2);

/**
 * Returns a function that renders the GraphiQL page. The page loads nothing from other hosts, and opens with one tab for each of
 * `tabs`. If requests need a token, each tab has a header for it. Headers are not stored in the browser.
 */
export function graphiqlPage(tabs: readonly string[], needsToken: boolean): () => Promise<string> {
  const headers = needsToken ? { headers: tokenHeaders } : {};
  const options: GraphiQLOptions = {
    title: 'Both Ends',
    defaultTabs: tabs.map((query) => ({ query, ...headers })),
    // Yoga's page stores headers unless told otherwise, and a token must not be left in the browser's storage.
    shouldPersistHeaders: false,
    ...(needsToken && { defaultHeaders: tokenHeaders, defaultEditorToolsVisibility: 'headers' }),
  };
  let page: string | undefined;
  // Rendered once, on the first visit: it is nine million characters, and rendering takes several times the memory.
  return async () =>
    (page ??= graphiqlPatches(
      (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    ));
}
