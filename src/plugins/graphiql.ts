import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { YogaServerOptions } from 'graphql-yoga';

/** Yoga's options for GraphiQL: served from this machine, no network needed, and opened with a tab for each of `tabs`; not at all without them. */
export function graphiqlOptions(
  tabs: readonly string[] | undefined,
): Pick<YogaServerOptions<object, object>, 'graphiql' | 'renderGraphiQL' | 'landingPage'> {
  let page: string | undefined;
  return {
    graphiql: tabs !== undefined && { title: 'Both Ends', defaultTabs: tabs.map((query) => ({ query })) },
    // Always the same, and nine million characters.
    renderGraphiQL: (options) => (page ??= renderGraphiQL(options)),
    landingPage: false,
  };
}
