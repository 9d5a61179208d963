import type { AddressInfo } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { inject } from 'vitest';
import { prismaDatabase } from '../../src/adapters/prisma.js';
import type { Model } from '../../src/engine/model/model.js';
import { connect } from '../../src/postgres/connect.js';
import { type LiveOptions, openLiveChanges } from '../../src/postgres/live/live-changes.js';
import { isReady } from '../../src/postgres/ready.js';
import { scopedSchema } from '../../src/schema/index.js';
import { createServer, type ServerOptions } from '../../src/server/create-server.js';
import type { HttpOptions } from '../../src/server/http/http-options.js';
import { createHttpServer } from '../../src/server/http/http-server.js';
import type { RequestLine } from '../../src/server/http/request-log.js';
import { circleSchema } from '../schemas/circle/schema.js';
import { model as clubModel } from '../schemas/club/generated/model.js';
import { clubSchema } from '../schemas/club/schema.js';
import { guildSchema } from '../schemas/guild/schema.js';
import { kindsSchema } from '../schemas/kinds/schema.js';
import { learningSchema } from '../schemas/learning/schema.js';
import { playlistsSchema } from '../schemas/playlists/schema.js';
import { PrismaClient } from '../schemas/press/generated/prisma/client.js';
import { pressSchema } from '../schemas/press/schema.js';
import { schoolSchema } from '../schemas/school/schema.js';
import { staffSchema } from '../schemas/staff/schema.js';
import { query } from './database.js';
import { databaseUrl } from './postgres.js';

/** A GraphQL error as a client gets it. */
export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    readonly code?: string;
    readonly argument?: string;
    readonly ids?: readonly string[];
    readonly requestId?: string;
  };
}

/** A response as a client gets it. A test knows the shape of its selections, so it names the type of `data`. */
export interface Response<Data = Record<string, unknown>> {
  readonly data?: Data | null;
  readonly errors?: readonly ResponseError[];
  readonly extensions?: { readonly cost?: { readonly requested: number; readonly limit: number } };
}

/** A server with its own database. */
export interface TestServer {
  /** The URL of the GraphQL endpoint. */
  readonly url: string;
  /** The URL of the database. */
  readonly databaseUrl: string;
  /** All SQL statements that the server has sent, oldest first, with white space collapsed. */
  readonly statements: string[];
  /** The unexpected errors that it logged. */
  readonly logged: unknown[];
  /** The request lines that it logged. */
  readonly lines: RequestLine[];
  /** Sends an operation over HTTP and returns the response. */
  send<Data>(query: string, variables?: object): Promise<Response<Data>>;
  /** Sends an operation that must succeed: throws its errors. */
  run<Data>(query: string, variables?: object): Promise<Data>;
  close(): Promise<void>;
}

interface ServedSchema {
  readonly schema: GraphQLSchema;
  /** The model, if its changes are read. */
  readonly live?: Model;
}

const schemas = {
  club: { schema: clubSchema, live: clubModel },
  circle: { schema: circleSchema },
  guild: { schema: guildSchema },
  kinds: { schema: kindsSchema },
  learning: { schema: learningSchema },
  playlists: { schema: playlistsSchema },
  press: { schema: pressSchema },
  school: { schema: schoolSchema },
  staff: { schema: staffSchema },
  product: { schema: scopedSchema() },
} satisfies Record<string, ServedSchema>;

/** The schemas of test servers, each with a template database. `product` is for tests of the sample API alone. */
export type Template = keyof typeof schemas;

let databases = 0;

/** Options that differ from a test server's defaults. */
export type TestOptions = Partial<ServerOptions> & {
  readonly http?: Partial<HttpOptions>;
  /** Whether operations run their statements over a Prisma client; false by default. */
  readonly prisma?: boolean;
  readonly live?: Pick<LiveOptions, 'keep' | 'buffer'>;
};

/** Starts an HTTP server with a new, empty database, a copy of `template`; without authentication by default. */
export async function startTestServer(
  template: Template = 'press',
  options: TestOptions = {},
): Promise<TestServer> {
  const postgres = inject('postgresUrl');
  databases += 1;
  const name = `test_${process.pid}_${process.env.VITEST_POOL_ID}_${Date.now()}_${databases}`;
  await query(postgres, `CREATE DATABASE "${name}" TEMPLATE "template_${template}"`);

  const statements: string[] = [];
  const logged: unknown[] = [];
  const lines: RequestLine[] = [];
  const url = databaseUrl(postgres, name);
  const { schema, live }: ServedSchema = schemas[template];
  const database = connect({
    url,
    statementTime: options.operationLimits?.time,
    onStatement: ({ text, name }) =>
      statements.push(`${name ? '/* prepared */ ' : ''}${text.replace(/\s+/g, ' ').trim()}`),
  });
  const logError = (_: string, error: unknown) => logged.push(error);
  const prisma = options.prisma
    ? new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) })
    : undefined;
  const onFailure = (error: unknown) => logged.push(error);
  const changes = live
    ? await openLiveChanges({ ...options.live, url, model: live, database, onFailure })
    : undefined;
  const api = createServer({
    changes,
    database: prisma ? { ...database, during: () => prismaDatabase(prisma) } : database,
    schema,
    auth: 'off',
    graphiql: true,
    // Compiled and interpreted queries must return the same: `npm test` compiles them, and CI runs the tests both ways.
    compileFrom: process.env.TEST_COMPILE === 'never' ? Number.POSITIVE_INFINITY : 1,
    logError,
    ...options,
  });
  const http = await createHttpServer(api, {
    ready: () => isReady(database),
    logError,
    logRequest: (line) => lines.push(line),
    // The tests share the event loop and may block it.
    eventLoopDelay: 60_000,
    ...options.http,
  });
  const endpoint = `${await listen(http)}/graphql`;

  const send = async <Data>(query: string, variables?: object): Promise<Response<Data>> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return response.json() as Promise<Response<Data>>;
  };
  return {
    url: endpoint,
    databaseUrl: url,
    statements,
    logged,
    lines,
    send,
    run: async <Data>(query: string, variables?: object) => {
      const { data, errors } = await send<Data>(query, variables);
      if (errors || !data) throw new Error(JSON.stringify(errors));
      return data;
    },
    close: async () => {
      changes?.end();
      http.server.closeAllConnections();
      await http.close();
      await changes?.close();
      await database.close();
      await prisma?.$disconnect();
      await query(postgres, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

/** Starts listening on a free port and returns the origin. */
export async function listen(http: FastifyInstance): Promise<string> {
  await http.listen({ port: 0, host: '127.0.0.1' });
  // A server that listens on TCP has an AddressInfo.
  return `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
}
