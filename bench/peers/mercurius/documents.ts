import { graphqlRequest, type Peer, type ReadCase } from '../peer.js';
import { queries } from '../queries.js';

const own: Readonly<Record<ReadCase, string>> = {
  ...queries,
  filter:
    'query ($title: String!) { articles(first: 20, publicationTitle: $title) { totalCount nodes { id headline } } }',
};

/** Mercurius on Fastify, with hand-written loaders. */
export const mercurius: Peer = {
  name: 'mercurius',
  label: 'Mercurius',
  packages: ['mercurius', 'fastify'],
  globalId: (type, key) => Buffer.from(`${type}:${key}`).toString('base64'),
  read: (query, variables) => graphqlRequest(own[query], variables),
};
