import type { YogaServerOptions } from 'graphql-yoga';

/** What the header editor holds where a token is needed. */
const tokenHeaders = JSON.stringify({ Authorization: 'Bearer <token>' }, undefined, 2);

/**
 * Yoga's options for GraphiQL: served from this machine, no network needed, and opened with a tab for each of `tabs`; not
 * at all without them. Where requests need a token, each tab has a place for it, which is not kept in the browser.
 */
export function graphiqlOptions(
  tabs: readonly string[] | undefined,
  needsToken: boolean,
): Pick<YogaServerOptions<object, object>, 'graphiql' | 'renderGraphiQL' | 'landingPage'> {
  let page: string | undefined;
  const headers = needsToken ? { headers: tokenHeaders } : {};
  return {
    graphiql: tabs !== undefined && {
      title: 'Both Ends',
      defaultTabs: tabs.map((query) => ({ query, ...headers })),
      ...(needsToken && { defaultHeaders: tokenHeaders, defaultEditorToolsVisibility: 'headers' }),
    },
    // Always the same, nine million characters; and not before somebody looks at it, as they take several times the memory.
    renderGraphiQL: async (options) => (page ??= (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options)),
    landingPage: false,
  };
}
