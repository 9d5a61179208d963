import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { YogaServerOptions } from 'graphql-yoga';
import { graphiqlTabs } from '../schema/graphiql-tabs.js';

/** Yoga's options for GraphiQL: served from this machine, no network needed, and opened with one tab for each thing to see. */
export function graphiqlOptions(
  enabled: boolean,
): Pick<YogaServerOptions<object, object>, 'graphiql' | 'renderGraphiQL' | 'landingPage'> {
  return {
    graphiql: enabled && { title: 'Both Ends', defaultTabs: graphiqlTabs.map((query) => ({ query })) },
    renderGraphiQL,
    landingPage: false,
  };
}
