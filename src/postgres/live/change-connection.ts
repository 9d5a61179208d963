import pg from 'pg';
import { type SessionOptions, sessionSettings } from '../session.js';
import type { Run } from './change-statements.js';
import { changeTable } from './change-table.js';

/** The connection of a reader. */
export interface ChangeConnection {
  readonly run: Run;
  close(): Promise<void>;
}

/** In milliseconds, as below. */
const connectTime = 10_000;
/** The timeout of a statement. A connection that does not respond is replaced. */
const statementTime = 30_000;

/** Opens a connection that calls `onSignal` when another server announces changes, and when it is lost. */
export async function openChangeConnection(
  options: Pick<SessionOptions, 'url' | 'searchPath'>,
  onSignal: () => void,
): Promise<ChangeConnection> {
  const client = new pg.Client({
    connectionString: options.url,
    connectionTimeoutMillis: connectTime,
    query_timeout: statementTime,
    keepAlive: true,
  });
  // The statement fails too. If there is none, the next one will.
  client.on('error', onSignal);
  client.on('notification', ({ processId }) => {
    // pg has the property, but its types omit it.
    const { processID } = client as unknown as { readonly processID: number };
    if (processId !== processID) onSignal();
  });
  const close = () => client.end().catch(() => {});
  await client.connect();
  try {
    await client.query(`${sessionSettings(options)}; LISTEN ${changeTable}`);
  } catch (error) {
    await close();
    throw error;
  }
  const run: Run = async <Row>({ text, values }: Parameters<Run>[0]) =>
    // The caller declares the columns of its statement.
    (await client.query(text, [...values])).rows as Row[];
  return { run, close };
}
