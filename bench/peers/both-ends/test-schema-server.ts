import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { connect } from '../../../src/postgres/connect.js';
import { isReady } from '../../../src/postgres/ready.js';
import { createServer } from '../../../src/server/create-server.js';
import { createHttpServer } from '../../../src/server/http/http-server.js';

// The name of a schema in `tests/schemas`, and limits of documents that differ from the default, as JSON.
const [, , name = '', limits = '{}'] = process.argv;
const { model } = await import(`../../../tests/schemas/${name}/generated/model.js`);
const builder = createBuilder({ query: 'The queries.', mutation: 'The mutations.' });
addBothEnds(builder, model, scopedOptions);

// The server of this repository with another schema, open to everyone as in the other comparisons.
const database = connect({ url: process.env.DATABASE_URL ?? '' });
const logError = (message: string, error: unknown) => console.error(message, error);
const api = createServer({
  database,
  schema: builder.toSchema({ disableScopeAuth: true, sortSchema: false }),
  auth: 'off',
  graphiql: false,
  logError,
  documents: { limits: JSON.parse(limits) },
  maximumBody: 100_000_000,
});
const http = await createHttpServer(api, {
  ready: () => isReady(database),
  logError,
  logRequest: () => {},
});
console.info(`${await http.listen({ port: 0, host: '127.0.0.1' })}/graphql`);
process.once('SIGINT', () => {
  http.server.closeAllConnections();
  void http
    .close()
    .then(() => database.close())
    .then(() => process.exit(0));
});
