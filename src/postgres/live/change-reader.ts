import { ChangesLost } from '../../engine/live/change-feed.js';
import type { SessionOptions } from '../session.js';
import { Announcements } from './announcements.js';
import { type ChangeConnection, openChangeConnection } from './change-connection.js';
import type { ChangeRow } from './change-row.js';
import {
  currentSnapshot,
  lastNumber,
  lastVisible,
  newTransaction,
  oldestRunning,
  pageSize,
  type Run,
  readChanges,
} from './change-statements.js';
import { Horizon } from './horizon.js';
import { hasDeletedAfter, OldChanges } from './old-changes.js';
import { Signal } from './signal.js';

/** The options of a reader. */
export interface ReaderOptions extends Pick<SessionOptions, 'url' | 'searchPath'> {
  /** How long changes are kept, in seconds. */
  readonly keep: number;
  /** Whether there is anybody to pass changes on to. If not, changes are read each second only. */
  readonly isWatched: () => boolean;
  /** Called with changes in their order, each once. */
  readonly onChanges: (changes: readonly ChangeRow[]) => void;
  /** Called if changes may be missing between those before and those after. */
  readonly onLost: (error: ChangesLost) => void;
  /** Called once for each outage: the connection was lost, or a statement failed. The reader connects again. */
  readonly onFailure: (error: unknown) => void;
}

/** How often changes are read that nobody announces: those of other programs. In milliseconds, as all below. */
const pollInterval = 1_000;
/**
 * The minimum time between two reads: a burst of changes is read together, and announced once. Also the first interval after which
 * a reader looks again whether transactions have ended, which doubles up to `pollInterval`.
 */
const minimumInterval = 10;
/** The minimum time between two attempts to connect. */
const reconnectInterval = 100;

/**
 * Reads the change table, on a connection of its own: when a change of this process or another server is announced, and each
 * second for those of other writers.
 */
export class ChangeReader {
  readonly #options: ReaderOptions;
  readonly #horizon = new Horizon();
  readonly #signal = new Signal();
  #connection: ChangeConnection | undefined;
  /** The number of the last change that was passed on; undefined until the first read. It is always that of a committed change. */
  #position: bigint | undefined;
  /** What was committed when the reader began. */
  #since = '';
  #ready: (() => void) | undefined;
  readonly #isReady = new Promise<void>((ready) => {
    this.#ready = ready;
  });
  readonly #announcements = new Announcements();
  /** When changes are read that nobody announced. */
  #pollAt = 0;
  /** Called when the next read has ended. */
  #refreshed: (() => void)[] = [];
  /** The position before the connection was lost, until the first read after that. */
  #lostAt: bigint | undefined;
  #isFailing = false;
  #closed = false;
  #running: Promise<void> | undefined;
  readonly #oldChanges: OldChanges;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#oldChanges = new OldChanges(options.keep);
  }

  /** Connects and begins to read. Rejects if it cannot connect. */
  async start(): Promise<void> {
    await this.#connect();
    // Before anybody can subscribe: what is committed from then on must be passed on.
    this.#since = await currentSnapshot(this.#statements());
    this.#running = this.#run();
  }

  /** The number of the last change that was passed on. Waits until the first read is complete. */
  async position(): Promise<bigint> {
    await this.#isReady;
    return this.#position ?? 0n;
  }

  /** Reads what was committed until now; resolves when that is done, or has failed. */
  refresh(): Promise<void> {
    const done = new Promise<void>((refreshed) => this.#refreshed.push(refreshed));
    this.#signal.set();
    return done;
  }

  /** Must be called after this process has committed a change: reads it, and announces it to other servers. */
  wake(): void {
    this.#announcements.add();
    this.#signal.set();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const done of this.#refreshed) done();
    this.#signal.set();
    await this.#disconnect();
    await this.#running;
  }

  async #run(): Promise<void> {
    let wait = minimumInterval;
    while (!this.#closed) {
      try {
        if (!this.#connection) await this.#connect();
        const before = this.#horizon.final;
        await this.#step();
        this.#isFailing = false;
        const { final, isWaiting } = this.#horizon;
        wait = final !== before ? minimumInterval : Math.min(wait * 2, pollInterval);
        const next = isWaiting && this.#options.isWatched() ? wait : pollInterval;
        await this.#signal.wait(minimumInterval, Math.min(next, this.#announcements.due()));
      } catch (error) {
        for (const done of this.#refreshed.splice(0)) done();
        if (this.#closed) return;
        if (!this.#isFailing) this.#options.onFailure(error);
        this.#isFailing = true;
        await this.#disconnect();
        await this.#signal.wait(reconnectInterval, pollInterval);
      }
    }
  }

  async #step(): Promise<void> {
    const run = this.#statements();
    await this.#announcements.sendDue(run);
    const refreshed = this.#refreshed;
    const isDue = refreshed.length > 0 || Date.now() >= this.#pollAt;
    if (!isDue && !this.#options.isWatched()) return;
    this.#refreshed = [];
    try {
      await this.#read(run);
      this.#pollAt = Date.now() + pollInterval;
    } finally {
      for (const done of refreshed) done();
    }
  }

  async #read(run: Run): Promise<void> {
    const last = await lastNumber(run);
    if (this.#position !== undefined && last < this.#position) {
      this.#horizon.reset();
      this.#position = undefined;
      this.#since = await currentSnapshot(run);
      this.#options.onLost(new ChangesLost('The database was restored.'));
    }
    if (this.#horizon.isNew(last)) this.#horizon.mark(last, await newTransaction(run));
    if (this.#horizon.isWaiting) this.#horizon.ended(await oldestRunning(run));
    const { final } = this.#horizon;
    if (final === undefined) return;
    if (this.#position === undefined) await this.#begin(run, final);
    else await this.#passOn(run, this.#position, final);
    if (this.#lostAt !== undefined) {
      if (await hasDeletedAfter(this.#lostAt, run))
        this.#options.onLost(new ChangesLost('The database could not be reached for too long.'));
      this.#lostAt = undefined;
    }
    if (this.#position !== undefined) await this.#oldChanges.deleteDue(this.#position, run);
  }

  /** The first read. Changes that were committed before are not passed on. */
  async #begin(run: Run, final: bigint): Promise<void> {
    const position = await lastVisible(run, final);
    await this.#passOn(run, 0n, final, this.#since);
    this.#position = position;
    this.#ready?.();
  }

  async #passOn(run: Run, after: bigint, to: bigint, since?: string): Promise<void> {
    let position = after;
    let changes: readonly ChangeRow[];
    do {
      changes = position < to ? await readChanges(run, { after: position, to, since }) : [];
      position = changes.at(-1)?.seq ?? position;
      // Before they are passed on, because that is synchronous with what `position` returns.
      if (since === undefined) this.#position = position;
      if (changes.length > 0) this.#options.onChanges(changes);
    } while (changes.length === pageSize);
  }

  #statements(): Run {
    if (!this.#connection) throw new Error('the connection to the database is lost');
    return this.#connection.run;
  }

  async #connect(): Promise<void> {
    const connection = await openChangeConnection(this.#options, () => this.#signal.set());
    // After a crash, PostgreSQL may take numbers again.
    this.#horizon.reset();
    this.#lostAt = this.#position;
    this.#connection = connection;
    if (this.#closed) await this.#disconnect();
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }
}
