import type { Actor } from '@baton/model/access/roles';
import { ProblemError } from '@baton/model/problem';
import { QmpCommandError } from '@baton/qmp';
import { expect, it } from 'vitest';
import { createDrives, type DrivesDeps } from './drives';

const ACTOR: Actor = { id: 'u', name: 'ana', role: 'admin', via: 'browser' };

/** A drive whose guest has locked the tray, as QEMU 7.2 answers for it. */
function lockedTray() {
  const block = {
    device: '',
    qdev: 'cd0',
    removable: true,
    locked: true,
    tray_open: false,
    inserted: { file: '/a.iso' },
  };
  const session = {
    async execute(command: string, args?: { readonly force?: boolean }) {
      if (command === 'query-block') return [block];
      if (args?.force) return {};
      const desc = "Device 'cd0' is locked and force was not specified, wait for tray to open and try again";
      throw new QmpCommandError({ execute: command, id: 1 }, { class: 'GenericError', desc });
    },
  };
  const member = { name: 'win10', driver: { state: { kind: 'running' }, session } };
  const recorded: unknown[] = [];
  const deps = {
    book: { find: async () => ({ name: 'win10' }) },
    fleet: { member: () => member },
    activity: { record: (kind: string) => recorded.push(kind) },
    storageFiles: { read: async () => Buffer.concat([Buffer.alloc(16 * 2048 + 1), Buffer.from('CD001')]) },
    allowed: { resolve: async (path: string) => ({ realPath: path, sizeBytes: 1 }) },
  } as unknown as DrivesDeps;
  return { media: createDrives(deps), recorded };
}

it('tells of a tray that the guest keeps shut, changes nothing then, and opens it by force', async () => {
  const { media, recorded } = lockedTray();
  const refused = async (work: Promise<unknown>) => {
    const error = await work.catch((thrown: unknown) => thrown);
    return error instanceof ProblemError ? error.problem : error;
  };
  const told = { code: 'media.locked', facts: { name: 'win10', drive: 'cd0' } };
  expect(await refused(media.eject('m', { drive: 'cd0', force: false }, ACTOR))).toEqual(told);
  expect(await refused(media.insert('m', { drive: 'cd0', path: '/b.iso', force: false }, ACTOR))).toEqual(told);
  expect(recorded).toEqual([]);
  await media.eject('m', { drive: 'cd0', force: true }, ACTOR);
  expect(recorded).toEqual(['media.ejected']);
});
