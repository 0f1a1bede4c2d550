import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchRecordSchema, type MachineFiles, type MachinePaths } from '../../ports/machine-files';

const TAIL_BYTES = 16 * 1024;

/** @param stateDir machines live in `stateDir/machines/<id>`; socket paths must stay below 108 bytes (unix(7)) */
export function linuxMachineFiles(stateDir: string): MachineFiles {
  const folderOf = (machineId: string) => join(stateDir, 'machines', machineId);
  const launchFile = (machineId: string) => join(folderOf(machineId), 'launch.json');

  const paths = (machineId: string): MachinePaths => {
    const folder = folderOf(machineId);
    const runDir = join(folder, 'run');
    return {
      runDir,
      sockets: {
        qmp: join(runDir, 'qmp.sock'),
        rescue: join(runDir, 'aux.sock'),
        vnc: join(runDir, 'vnc.sock'),
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
      await mkdir(found.runDir, { recursive: true, mode: 0o700 });
      await Promise.all([empty(found.runDir), beginAnew(found.serialLog), beginAnew(found.qemuLog)]);
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
      await writeFile(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
      await rename(`${file}.new`, file);
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

/** A start waits for this: `rm -r` and a new folder take three times as long. */
async function empty(folder: string): Promise<void> {
  const left = await readdir(folder);
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

async function beginAnew(log: string): Promise<void> {
  await rename(log, `${log}.1`).catch(() => undefined);
  await writeFile(log, '', { mode: 0o600 });
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
