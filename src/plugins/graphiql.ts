import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { YogaServerOptions } from 'graphql-yoga';

/** Yoga's options for GraphiQL: served from this machine, no network needed, and opened with a tab for each of `tabs`; not at all without them. */
export function graphiqlOptions(
  tabs: readonly string[] | undefined,
): Pick<YogaServerOptions<object, object>, 'graphiql' | 'renderGraphiQL' | 'landingPage'> {
  return {
    graphiql: tabs !== undefined && { title: 'Both Ends', defaultTabs: tabs.map((query) => ({ query })) },
    renderGraphiQL,
    landingPage: false,
  };
}
