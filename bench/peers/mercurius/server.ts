import { fastify } from 'fastify';
import { mercurius } from 'mercurius';
import { listen } from '../listen.js';
import { connection, fromId, node, type PageArguments, positionOf } from './connection.js';
import { loaders } from './loaders.js';
import { schema } from './schema.js';
import { articleRowsIn, rootRows, rowByKey, type Table } from './statements.js';

async function byId(id: string, table: Table) {
  const { type, key } = fromId(id);
  const row = type === table ? await rowByKey(table, key) : undefined;
  return row ? node(table, row) : null;
}

async function articles(args: PageArguments & { readonly publicationTitle?: string | null }) {
  const { publicationTitle } = args;
  const position = positionOf(args.after);
  const rows = publicationTitle
    ? await articleRowsIn(publicationTitle, position, args.first + 1)
    : await rootRows('Article', position, args.first + 1);
  return connection('Article', rows, args, { publicationTitle });
}

async function publications(args: PageArguments) {
  return connection(
    'Publication',
    await rootRows('Publication', positionOf(args.after), args.first + 1),
    args,
    {},
  );
}

const resolvers = {
  Query: {
    node: (_: unknown, { id }: { id: string }) =>
      byId(id, fromId(id).type === 'Article' ? 'Article' : 'Publication'),
    article: (_: unknown, { id }: { id: string }) => byId(id, 'Article'),
    publication: (_: unknown, { id }: { id: string }) => byId(id, 'Publication'),
    articles: (_: unknown, args: PageArguments) => articles(args),
    publications: (_: unknown, args: PageArguments) => publications(args),
  },
};

const app = fastify();
// Compiles a document from its second request on, as its documentation recommends for production.
await app.register(mercurius, { schema, resolvers, loaders, jit: 1 });
await app.ready();
listen(app.server, '/graphql');
