import { PrismaPg } from '@prisma/adapter-pg';
import { Kysely, PostgresDialect, type QueryExecutorProvider } from 'kysely';
import pg from 'pg';
import { StatementNames } from './planned-once.js';

/** Kysely as code sees it that knows no table: it runs statements, alone or in a transaction. */
export interface StatementRunner extends QueryExecutorProvider {
  transaction(): { execute<Result>(work: (transaction: QueryExecutorProvider) => Promise<Result>): Promise<Result> };
}

/** One pool of connections, and the two ways to use it. */
export interface Database {
  /** For what is a set operation: pages, counts, look-ups by key and links. */
  readonly kysely: StatementRunner;
  /** For the writes of entities. */
  readonly prisma: object;
  /** Closes every connection, once what runs on it has ended. */
  close(): Promise<void>;
}

/** The same with the types of one Prisma schema: its client, and its tables as Kysely knows them. */
export interface TypedDatabase<Client extends object, Tables> extends Database {
  readonly kysely: Kysely<Tables>;
  readonly prisma: Client;
}

/** How much of the database one server takes. */
export interface PoolLimits {
  /** The most connections open at a time. */
  readonly size: number;
  /** How long a statement may wait for one of them, in milliseconds: for a free one, or for a new one to be made. */
  readonly wait: number;
}

/** As few connections as keep PostgreSQL busy: it does not get quicker by more, and many servers may share it. */
export const poolDefaults: PoolLimits = { size: 10, wait: 10_000 };

/** What `connect` needs to know. */
export interface ConnectOptions<Client> {
  /** `postgres://…` */
  readonly url: string;
  /** Makes the generated Prisma client on the shared pool. */
  readonly client: (adapter: PrismaPg) => Client;
  /** `poolDefaults` unless given. */
  readonly pool?: Partial<PoolLimits> | undefined;
  /** Is told of each SQL statement as it is sent, Prisma's and the transactions' own included. */
  readonly onStatement?: ((sql: string) => void) | undefined;
  /** Is told when the database closes a connection that nobody was using. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * How each connection has PostgreSQL plan. By default it takes a row found through an index to be four times as dear as
 * one found in a row, as on a turning disk, and reads a table to save looking up a page. And a bitmap gathers all links of
 * a relation before it gives the first, where a page wants a few. And where it can compile plans, as Debian's can, it takes
 * seconds to compile one that looks dear and runs for milliseconds.
 */
const planning = 'SET random_page_cost = 1.1; SET enable_bitmapscan = off; SET jit = off';

/** How each connection sees what others do, whatever the database's own default: changes of links wait, and then look again. */
const isolation = `SET default_transaction_isolation = 'read committed'`;

/**
 * After how long a silence the other end of a connection is asked whether it is still there, in milliseconds; it is given
 * up for dead some ten seconds later (libuv asks ten times, a second apart), as after a power cut nobody closes it.
 */
const silence = 10_000;

/** Opens a pool on a PostgreSQL database. Nothing is sent before the first statement, so nothing can fail yet. */
export function connect<Client extends object, Tables>(options: ConnectOptions<Client>): TypedDatabase<Client, Tables> {
  const { size, wait } = { ...poolDefaults, ...options.pool };
  const pool = new pg.Pool({
    connectionString: options.url,
    max: size,
    // PostgreSQL may be gone before the statement that it had has ended. The statement says so, and pg's own event would end
    // the process if nobody listened; the pool listens only while nobody uses the connection.
    onConnect: (connection) => {
      connection.on('error', () => {});
      return connection.query(`${planning}; ${isolation}`);
    },
    connectionTimeoutMillis: wait,
    keepAlive: true,
    keepAliveInitialDelayMillis: silence,
    Client: clientClass(new StatementNames(), options.onStatement),
  });
  // Without a listener, a connection lost while idle would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  const prisma = options.client(new PrismaPg(pool));
  return {
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    prisma,
    close: () => pool.end(),
  };
}

/** A client that gives the statements that are planned once their names, and tells `onStatement` of each statement before it sends it. */
function clientClass(names: StatementNames, onStatement: ConnectOptions<unknown>['onStatement']): typeof pg.Client {
  class Client extends pg.Client {
    override query(...parameters: unknown[]) {
      const [statement, values] = parameters;
      const text = typeof statement === 'string' ? statement : String(Object(statement).text);
      onStatement?.(text);
      if (typeof statement === 'string' && Array.isArray(values)) parameters[0] = { text, name: names.of(text) };
      // pg's `query` has nine overloads, which no single signature can pass on.
      return Reflect.apply(super.query, this, parameters) as never;
    }
  }
  return Client;
}
