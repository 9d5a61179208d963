import pg from 'pg';

/** The timeout for a cancel request and the end of the statement, in milliseconds. */
const cancelTimeout = 5_000;

/** Properties of pg's classes that its types omit, for cancel requests. */
interface Cancellable {
  readonly host: string;
  readonly port: number;
  readonly ssl: boolean | object;
  readonly sslNegotiation: string;
  readonly processID: number;
  readonly secretKey: number;
  readonly connection: pg.Connection;
}
interface Canceller extends pg.Connection {
  connect(port: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processID: number, secretKey: number): void;
}

/**
 * Makes PostgreSQL cancel `statement`, which runs on a connection. Resolves when the request has been delivered and the
 * statement has ended: a statement sent earlier on the connection could be cancelled in its place. If PostgreSQL does not end
 * it in time, closes the connection. Never rejects: the outcome is that of `statement`.
 */
export async function cancelStatement(
  client: pg.PoolClient,
  statement: Promise<unknown>,
): Promise<void> {
  // pg has these properties, but its types omit them.
  const { host, port, ssl, sslNegotiation, processID, secretKey, connection } =
    client as unknown as Cancellable;
  // A connection outside of the pool, which may have none left. It needs no password and does not count towards max_connections
  // (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS). pg's own
  // `Client.cancel` does not use TLS, and does not tell when it is done.
  const canceller = new pg.Connection({ ssl, sslNegotiation } as pg.ConnectionConfig) as Canceller;
  const timer = setTimeout(() => {
    canceller.stream.destroy();
    connection.stream.destroy();
  }, cancelTimeout);
  const delivered = new Promise<void>((done) => {
    const cancel = () => canceller.cancel(processID, secretKey);
    canceller.once('connect', () => {
      if (!ssl) cancel();
      else if (sslNegotiation !== 'direct') canceller.requestSsl();
    });
    canceller.once('sslconnect', cancel);
    canceller.on('error', () => canceller.stream.destroy());
    // PostgreSQL sends no response: it closes the connection after it has processed the request.
    canceller.once('end', done);
  });
  if (host.startsWith('/')) canceller.connect(`${host}/.s.PGSQL.${port}`);
  else canceller.connect(port, host);
  await Promise.allSettled([delivered, statement]);
  clearTimeout(timer);
}
