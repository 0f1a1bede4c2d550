import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { copyFile, open, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LOG_NOTES_FOLDER } from '../../ports/log-room';
import { KEPT_RUNS, logIdentity, logOfRun } from '../../ports/log-runs';
import { launchRecordSchema, type MachineFiles, type MachinePaths } from '../../ports/machine-files';

const TAIL_BYTES = 16 * 1024;

/**
 * What a start waits for is done synchronously: a dozen small calls in the state directory take 0.3 ms so, and 5 ms when each
 * waits for its turn behind the database.
 * @param stateDir machines live in `stateDir/machines/<id>`; socket paths must stay below 108 bytes (unix(7))
 */
export function linuxMachineFiles(stateDir: string): MachineFiles {
  const folderOf = (machineId: string) => join(stateDir, 'machines', machineId);
  const launchFile = (machineId: string) => join(folderOf(machineId), 'launch.json');

  const paths = (machineId: string): MachinePaths => {
    const folder = folderOf(machineId);
    const runDir = join(folder, 'run');
    return {
      folder,
      runDir,
      sockets: {
        qmp: join(runDir, 'qmp.sock'),
        rescue: join(runDir, 'aux.sock'),
        vnc: join(runDir, 'vnc.sock'),
        // Short names: the state folder may be as deep as the longest of them allows.
        spice: join(runDir, 'spi.sock'),
        agent: join(runDir, 'qga.sock'),
        serial: join(runDir, 'ser.sock'),
      },
      pidFile: join(runDir, 'qemu.pid'),
      uefiVars: join(folder, 'uefi-vars.fd'),
      serialLog: join(folder, 'serial.log'),
      qemuLog: join(folder, 'qemu.log'),
    };
  };

  return {
    paths,
    async prepare(machineId) {
      const found = paths(machineId);
      mkdirSync(found.runDir, { recursive: true, mode: 0o700 });
      for (const name of readdirSync(found.runDir)) rmSync(join(found.runDir, name), { recursive: true });
      beginAnew(found.serialLog);
      beginAnew(found.qemuLog);
      return found;
    },
    async provideUefiVars(machineId, template) {
      const { uefiVars } = paths(machineId);
      const [own, wanted] = await Promise.all([sizeOf(uefiVars), sizeOf(template)]);
      // A store of another size belongs to other firmware: the guest would hang without a word.
      if (own !== wanted) await copyFile(template, uefiVars);
    },
    async saveLaunch(machineId, record) {
      const file = launchFile(machineId);
      writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    async readLaunch(machineId) {
      try {
        return launchRecordSchema.parse(JSON.parse(await readFile(launchFile(machineId), 'utf8')));
      } catch {
        return null;
      }
    },
    async qemuWords(machineId, maxLines) {
      const text = await tail(paths(machineId).qemuLog);
      return text.trimEnd().split('\n').slice(-maxLines).join('\n').trim();
    },
    remove: (machineId) => rm(folderOf(machineId), { recursive: true, force: true }),
  };
}

/** A new file, not the old one made empty: a reader sees that it is another. Logs of some earlier runs are kept, the latest with `.1`. */
function beginAnew(log: string): void {
  for (let back = KEPT_RUNS - 1; back >= 1; back -= 1) moveIfThere(logOfRun(log, back), logOfRun(log, back + 1));
  moveIfThere(log, logOfRun(log, 1));
  writeFileSync(log, '', { mode: 0o600 });
  forgetNotes(log);
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

/** What was noted about logs that are not kept any more. */
function forgetNotes(log: string): void {
  const folder = join(dirname(log), LOG_NOTES_FOLDER);
  if (!existsSync(folder)) return;
  const runs = Array.from({ length: KEPT_RUNS }, (_, index) => logOfRun(log, index + 1)).filter(existsSync);
  const kept = runs.map((run) => `${basename(log)}-${logIdentity(statSync(run))}.`);
  const notes = readdirSync(folder).filter((name) => name.startsWith(`${basename(log)}-`));
  for (const name of notes) {
    if (!kept.some((beginning) => name.startsWith(beginning))) rmSync(join(folder, name), { force: true });
  }
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => found.size,
    () => null,
  );
}

async function tail(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(Math.min(size, TAIL_BYTES)),
      position: Math.max(0, size - TAIL_BYTES),
    });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
