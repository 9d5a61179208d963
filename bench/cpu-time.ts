import { readdirSync, readFileSync } from 'node:fs';

/** From /proc/PID/stat (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html), with times in clock ticks. */
interface ProcessTimes {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended. */
  readonly children: number;
}

/** Linux counts in hundredths of a second. */
const millisecondsPerTick = 10;

/**
 * The CPU time, in milliseconds, that a server and its PostgreSQL have used so far; `backend` is any process of PostgreSQL.
 * Unlike elapsed time, it hardly depends on the other processes of the machine. Linux only.
 */
export function cpuTime(server: number, backend: number): number {
  const postmaster = timesOf(backend)?.parent ?? 0;
  const parent = timesOf(postmaster);
  let ticks = (timesOf(server)?.own ?? 0) + (parent ? parent.own + parent.children : 0);
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) ? timesOf(Number(name)) : undefined;
    if (times?.parent === postmaster) ticks += times.own;
  }
  return ticks * millisecondsPerTick;
}

/** Undefined for a process that has ended. */
function timesOf(pid: number): ProcessTimes | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may contain spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const field = (number: number) => Number(fields[number - 3]);
    return {
      parent: field(4),
      own: field(14) + field(15),
      children: field(16) + field(17),
    };
  } catch {
    return undefined;
  }
}
