import { PrismaPg } from '@prisma/adapter-pg';
import { Kysely, type KyselyProps, PostgresDialect, type QueryExecutorProvider } from 'kysely';
import pg from 'pg';
import type { Operation } from './operation.js';
import { operationKysely } from './operation-statements.js';
import { StatementNames } from './planned-once.js';
import { schemaOfUrl } from './schema-name.js';
import { type SessionOptions, sessionSettings } from './session.js';
import { StaleStatements } from './stale-statements.js';

/** Kysely as code sees it that knows no table: it runs statements, alone or in a transaction. */
export interface StatementRunner extends QueryExecutorProvider {
  transaction(): {
    execute<Result>(work: (transaction: QueryExecutorProvider) => Promise<Result>): Promise<Result>;
  };
}

/** The two ways to use one pool of connections. */
export interface Statements {
  /** For what is a set operation: pages, counts, look-ups by key and links. */
  readonly kysely: StatementRunner;
  /** For the writes of entities. */
  readonly prisma: object;
}

/** One pool of connections. */
export interface Database extends Statements {
  /**
   * The same for an operation that can be stopped: its statements throw OperationStopped then. One that Prisma has begun is
   * not cancelled, as its client serves all operations at once: it ends by itself, after `statementTime` at the latest.
   */
  during(operation: Operation): Statements;
  /** Asks the database whether it is there, on a connection more if all are taken: who asks need not wait for others' work. Rejects if not. */
  ping(): Promise<void>;
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
export interface ConnectOptions<Client> extends SessionOptions {
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
 * After how long a silence the other end of a connection is asked whether it is still there, in milliseconds; it is given
 * up for dead some ten seconds later (libuv asks ten times, a second apart), as after a power cut nobody closes it.
 */
const silence = 10_000;

/** Opens a pool on a PostgreSQL database. Nothing is sent before the first statement, so nothing can fail yet. */
export function connect<Client extends object, Tables>(
  options: ConnectOptions<Client>,
): TypedDatabase<Client, Tables> {
  const { size, wait } = { ...poolDefaults, ...options.pool };
  const session = sessionSettings(options);
  const settings: pg.PoolConfig = {
    connectionString: options.url,
    // PostgreSQL may be gone before the statement that it had has ended. The statement says so, and pg's own event would end
    // the process if nobody listened; the pool listens only while nobody uses the connection.
    onConnect: (connection) => {
      connection.on('error', () => {});
      return connection.query(session);
    },
    connectionTimeoutMillis: wait,
    keepAlive: true,
    keepAliveInitialDelayMillis: silence,
    Client: clientClass(new StatementNames(), new StaleStatements(session), options.onStatement),
  };
  const pool = new pg.Pool({ ...settings, max: size });
  const spare = new pg.Pool({ ...settings, max: 1 });
  // Without a listener, a connection lost while idle would end the process.
  for (const each of [pool, spare]) each.on('error', (error) => options.onConnectionLost?.(error));
  // Prisma's client qualifies every name.
  const schema = options.searchPath?.[0] ?? schemaOfUrl(options.url);
  const prisma = options.client(new PrismaPg(pool, schema === undefined ? {} : { schema }));
  const dialect = new PostgresDialect({ pool });
  const kysely = new Kysely<Tables>({ dialect });
  // Its driver begins and ends transactions on whatever connection it is given.
  const shared: KyselyProps = {
    config: { dialect },
    dialect,
    driver: dialect.createDriver(),
    executor: kysely.getExecutor(),
  };
  return {
    kysely,
    prisma,
    during: (operation) =>
      new OperationStatements(() => operationKysely(shared, pool, operation), prisma, operation),
    async ping() {
      const isFree = pool.idleCount > 0 || pool.totalCount < size;
      await (isFree ? pool : spare).query('SELECT 1');
    },
    async close() {
      await Promise.all([pool.end(), spare.end()]);
    },
  };
}

/** What an operation has of a database. Most operations need one half of it, and many none. */
class OperationStatements implements Statements {
  readonly #make: () => StatementRunner;
  readonly #prisma: object;
  readonly #operation: Operation;
  #kysely: StatementRunner | undefined;

  constructor(make: () => StatementRunner, prisma: object, operation: Operation) {
    this.#make = make;
    this.#prisma = prisma;
    this.#operation = operation;
  }

  get kysely(): StatementRunner {
    this.#kysely ??= this.#make();
    return this.#kysely;
  }

  get prisma(): object {
    this.#operation.check();
    return this.#prisma;
  }
}

/** A client that gives the statements that are planned once their names, and tells `onStatement` of each statement before it sends it. */
function clientClass(
  names: StatementNames,
  stale: StaleStatements,
  onStatement: ConnectOptions<unknown>['onStatement'],
): typeof pg.Client {
  class Client extends pg.Client {
    override query(...parameters: unknown[]) {
      const [statement, values] = parameters;
      const text = typeof statement === 'string' ? statement : String(Object(statement).text);
      onStatement?.(text);
      if (typeof statement === 'string' && Array.isArray(values) && parameters.length === 2) {
        const name = names.of(statement);
        const send = () =>
          new Promise((resolve, reject) => {
            // With a name beside its text, pg would copy both, which takes as long as to send them.
            const query = new pg.Query(statement, values, (error, rows) =>
              error ? reject(error) : resolve(rows),
            );
            super.query(Object.assign(query, { name }));
          });
        return (name === undefined ? send() : stale.run(this, send)) as never;
      }
      // pg's `query` has nine overloads, which no single signature can pass on.
      return Reflect.apply(super.query, this, parameters) as never;
    }
  }
  return Client;
}
