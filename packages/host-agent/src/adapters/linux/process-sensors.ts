import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseCpuList } from '@baton/model/host/cpu-list';
import type { HostSensors, NetworkReading, ProcessReading } from '../../ports/sensors';

/** USER_HZ: what procfs counts CPU time in, on every Linux of ours (proc_stat(5)). */
const TICKS_PER_SECOND = 100;
/** x86-64; procfs counts memory in pages. */
const PAGE_BYTES = 4096;
const MIB = 1024 * 1024;
/** One line of /proc/PID/stat is about 300 bytes. */
const LINE_MAX_BYTES = 2048;

type ProcessSensors = Pick<HostSensors, 'process' | 'thread' | 'placeOf' | 'pss' | 'network'>;

export interface ProcessSensorParts {
  /** Of the host; other folders in tests. */
  readonly procRoot?: string;
  readonly netRoot?: string;
}

/**
 * What one process uses. Synchronous where procfs answers from memory: a promise for each of fifty machines costs more than the reading.
 */
export function linuxProcessSensors({
  procRoot = '/proc',
  netRoot = '/sys/class/net',
}: ProcessSensorParts = {}): ProcessSensors {
  const line = Buffer.alloc(LINE_MAX_BYTES);
  const read = (path: string): string | null => {
    try {
      const fd = openSync(path, 'r');
      try {
        return line.toString('latin1', 0, readSync(fd, line, 0, LINE_MAX_BYTES, 0));
      } finally {
        closeSync(fd);
      }
    } catch {
      return null; // ENOENT, or ESRCH when it ended between open and read
    }
  };
  const counter = (tap: string, name: string): number | null => {
    const text = read(`${netRoot}/${tap}/statistics/${name}`);
    return text === null ? null : Number(text);
  };
  return {
    process: (pid) => parseProcess(read(`${procRoot}/${pid}/stat`)),
    thread: (pid, thread) => parseProcess(read(`${procRoot}/${pid}/task/${thread}/stat`))?.cpuMs ?? null,
    placeOf: (pid, thread) => placeOf(`${procRoot}/${pid}/task/${thread}/status`, `${procRoot}/stat`),
    pss: async (pid) => {
      const text = await readFile(`${procRoot}/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      const kib = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
      return kib === undefined ? null : Math.round(Number(kib) / 1024);
    },
    // What the host sends into a tap device, the guest receives.
    network: (taps) => sum(taps.map((tap) => ({ received: counter(tap, 'tx_bytes'), sent: counter(tap, 'rx_bytes') }))),
  };
}

/** Fields 14, 15 and 24 of stat (utime, stime, rss). The command in parentheses may hold anything. */
export function parseProcess(stat: string | null): ProcessReading | null {
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ', 23);
  const ticks = Number(fields[11]) + Number(fields[12]);
  const pages = Number(fields[21]);
  if (Number.isNaN(ticks) || Number.isNaN(pages)) return null;
  return { cpuMs: (ticks * 1000) / TICKS_PER_SECOND, rssMiB: Math.round((pages * PAGE_BYTES) / MIB) };
}

/** A thread that may use as many CPUs as are online is not pinned. */
function placeOf(statusFile: string, statFile: string): readonly number[] | null {
  try {
    const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync(statusFile, 'utf8'))?.[1];
    const online = readFileSync(statFile, 'utf8').match(/^cpu\d/gm)?.length ?? 0;
    const cpus = allowed === undefined ? [] : parseCpuList(allowed);
    return cpus.length === 0 || cpus.length >= online ? null : cpus;
  } catch {
    return null;
  }
}

function sum(readings: readonly { received: number | null; sent: number | null }[]): NetworkReading | null {
  const known = readings.filter((reading) => reading.received !== null && reading.sent !== null);
  if (known.length === 0) return null;
  return {
    receivedBytes: known.reduce((total, { received }) => total + (received ?? 0), 0),
    sentBytes: known.reduce((total, { sent }) => total + (sent ?? 0), 0),
  };
}
