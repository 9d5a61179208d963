import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { databaseUrl, listen } from '../listen.js';
import { statements } from './statements.js';

const pool = new pg.Pool({ connectionString: databaseUrl() });
const typename = '{"data":{"__typename":"Query"}}';

/** Accepts the body of a GraphQL request, so that only the work of GraphQL itself is missing. */
async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { variables = {} } = JSON.parse(await bodyOf(request));
  response.setHeader('content-type', 'application/json; charset=utf-8');
  if (request.url === '/typename') {
    response.end(typename);
    return;
  }
  const statement = statements[request.url ?? ''];
  if (!statement) {
    response.writeHead(404).end('{"errors":[{"message":"no such path"}]}');
    return;
  }
  const parameters = {
    ...variables,
    ...(variables.id && { id: keyOf(variables.id) }),
    ...positionOf(variables.after),
  };
  const values = statement.variables.map((name) => parameters[name]);
  const { rows } = await pool.query(statement.text, values);
  response.end(rows[0]?.json);
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => resolve(body));
    request.on('error', reject);
  });
}

/** The key in a global ID. */
function keyOf(id: string): number {
  return Number(Buffer.from(id, 'base64').toString().split(':')[1]);
}

/** The values in a cursor. */
function positionOf(after: string | undefined) {
  if (!after) return {};
  const [headline, key] = JSON.parse(Buffer.from(after, 'base64url').toString());
  return { headline, key };
}

const server = createServer((request, response) => {
  respond(request, response).catch((error: Error) => {
    response.writeHead(500).end(JSON.stringify({ errors: [{ message: error.message }] }));
  });
});
listen(server, '');
