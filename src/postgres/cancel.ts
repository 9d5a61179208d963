import pg from 'pg';

/** How long PostgreSQL may take to end what it is asked to cancel, in milliseconds: it looks for such requests all the time. */
const patience = 5_000;

/** What pg's classes have beyond their declared types: what a cancel request is made of. */
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
 * Has PostgreSQL cancel `statement`, which runs on a connection. Returns when the request has been delivered and the
 * statement has ended: before, nothing else may be sent on the connection, or that would be cancelled in its place. Where
 * PostgreSQL does not do so in time, the connection is broken. Never throws: what the statement came to, it says itself.
 */
export async function cancelStatement(
  client: pg.PoolClient,
  statement: Promise<unknown>,
): Promise<void> {
  // pg has had these for as long as it exists, and its types leave them out.
  const { host, port, ssl, sslNegotiation, processID, secretKey, connection } =
    client as unknown as Cancellable;
  // Not one of the pool, which may have none left. PostgreSQL asks it for no password, and does not count it
  // (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS). pg's own
  // `Client.cancel` is the same without TLS, and does not tell when it is done.
  const canceller = new pg.Connection({ ssl, sslNegotiation } as pg.ConnectionConfig) as Canceller;
  const giveUp = setTimeout(() => {
    canceller.stream.destroy();
    connection.stream.destroy();
  }, patience);
  const delivered = new Promise<void>((done) => {
    const cancel = () => canceller.cancel(processID, secretKey);
    canceller.once('connect', () => {
      if (!ssl) cancel();
      else if (sslNegotiation !== 'direct') canceller.requestSsl();
    });
    canceller.once('sslconnect', cancel);
    canceller.on('error', () => canceller.stream.destroy());
    // PostgreSQL answers nothing: it closes the connection when it has passed on the request.
    canceller.once('end', done);
  });
  if (host.startsWith('/')) canceller.connect(`${host}/.s.PGSQL.${port}`);
  else canceller.connect(port, host);
  await Promise.allSettled([delivered, statement]);
  clearTimeout(giveUp);
}
