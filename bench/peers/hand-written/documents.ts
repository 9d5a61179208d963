import type { Peer } from '../peer.js';

/** SQL that builds the JSON, behind `node:http`: a path for each query instead of GraphQL. */
export const handWritten: Peer = {
  name: 'hand-written',
  label: 'Hand-written SQL',
  packages: ['pg'],
  globalId: (type, key) => Buffer.from(`${type}:${key}`).toString('base64'),
  read: (query, variables) => ({ path: `/${query}`, body: JSON.stringify({ variables }) }),
};
