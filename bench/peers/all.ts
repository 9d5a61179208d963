import { fileURLToPath } from 'node:url';
import { type Command, node22 } from '../node-process.js';
import { bothEnds } from './both-ends/documents.js';
import { handWritten } from './hand-written/documents.js';
import { mercurius } from './mercurius/documents.js';
import type { Peer } from './peer.js';
import { postgraphile } from './postgraphile/documents.js';
import { stock } from './stock/documents.js';

/** The servers of the comparison, Both Ends first. */
export const peers: readonly Peer[] = [bothEnds, postgraphile, stock, mercurius, handWritten];

const root = fileURLToPath(new URL('../..', import.meta.url));
const bench = fileURLToPath(new URL('..', import.meta.url));

/** The commands that compile the servers to JavaScript, so that none is slowed down by a loader. */
export const builds: readonly Command[] = [
  { program: 'npm', args: ['run', 'build'], folder: root, environment: {} },
  {
    program: 'npx',
    args: ['--no-install', 'tsc', '-p', 'tsconfig.peers.json'],
    folder: bench,
    environment: {},
  },
];

/** The command that starts a compiled server on the database at `url`, in production mode. */
export function commandOf({ name }: Peer, url: string): Command {
  const environment = { NODE_ENV: 'production', DATABASE_URL: url };
  if (name === 'both-ends') {
    return {
      program: node22,
      args: ['dist/server/main.js'],
      folder: root,
      environment: {
        ...environment,
        PORT: '0',
        HOST: '127.0.0.1',
        AUTH: 'off',
        GRAPHIQL: 'off',
        LOG_LEVEL: 'warn',
        LIMIT_RATE: 'off',
      },
    };
  }
  return { program: node22, args: [`dist/peers/${name}/server.js`], folder: bench, environment };
}
