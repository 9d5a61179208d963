import type { Peer } from '../peer.js';

/** A `node:http` server with a path for each query instead of GraphQL, and SQL that builds the JSON. */
export const handWritten: Peer = {
  name: 'hand-written',
  label: 'Hand-written SQL',
  packages: ['pg'],
  globalId: (type, key) => Buffer.from(`${type}:${key}`).toString('base64'),
  read: (query, variables) => ({ path: `/${query}`, body: JSON.stringify({ variables }) }),
};
