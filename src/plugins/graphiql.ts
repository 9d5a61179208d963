import type { YogaServerOptions } from 'graphql-yoga';

/** Yoga's options for GraphiQL: served from this machine, no network needed, and opened with a tab for each of `tabs`; not at all without them. */
export function graphiqlOptions(
  tabs: readonly string[] | undefined,
): Pick<YogaServerOptions<object, object>, 'graphiql' | 'renderGraphiQL' | 'landingPage'> {
  return {
    graphiql: tabs !== undefined && { title: 'Both Ends', defaultTabs: tabs.map((query) => ({ query })) },
    // Not before somebody looks at it: the page is 15 MB of text, and takes twice as much memory.
    renderGraphiQL: async (options) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    landingPage: false,
  };
}
