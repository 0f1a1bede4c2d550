import { randomBytes, randomUUID } from 'node:crypto';
import type { ProfileService } from '@baton/api/services';
import type { ProfileView } from '@baton/api/views';
import { isDatabaseError } from '@baton/db';
import { ProblemError, problem } from '@baton/model/problem';
import { PROFILE_SCHEMA_VERSION, type ProfileDefinition, type ProfileDraft } from '@baton/model/profile/definition';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import { isReadable, type ProfileBook, type ReadableEntry } from './book';
import { type FindingDeps, findingsOf } from './findings';

/** What running machines mean for their profiles. */
export interface MachineUse {
  isUp(id: string): boolean;
  /** The revision that the machine was started with; null while it is not up. */
  startedRevision(id: string): number | null;
  /** From now on it does not start. @returns false when it is up: then nothing changed */
  retire(id: string): boolean;
  /** It was not deleted after all. */
  keep(id: string): void;
  /** The profile is gone: forget its machine and its files. */
  forget(id: string): Promise<void>;
}

export interface ProfileServiceDeps extends FindingDeps {
  readonly machines: MachineUse;
  readonly hub: EventHub;
  readonly activity: Activity;
}

export function createProfileService(deps: ProfileServiceDeps): ProfileService {
  const { book, machines, disks, hub, activity } = deps;

  const view = (entry: ReadableEntry): ProfileView => {
    const started = machines.startedRevision(entry.id);
    return {
      id: entry.id,
      revision: entry.revision,
      definition: entry.definition,
      createdAt: entry.createdAt.getTime(),
      updatedAt: entry.updatedAt.getTime(),
      differsFromRunning: started !== null && started !== entry.revision,
    };
  };

  const changed = async (id: string): Promise<ProfileView> => {
    hub.emit('profile', id);
    hub.emit('machines');
    return view(await book.get(id));
  };

  const refuseErrors = async (draft: ProfileDraft, id: string | null): Promise<void> => {
    const wrong = (await findingsOf(deps, draft, id)).find((finding) => finding.severity === 'error');
    if (wrong) throw new ProblemError(wrong.problem);
  };

  /** Makes the disk that the draft asks for, then runs `save`; a disk without a profile is not left behind. */
  const withNewDisk = async (draft: ProfileDraft, save: (disk: ProfileDraft['disk']) => Promise<string>) => {
    if (draft.newDiskGiB === undefined) return save(draft.disk);
    const path = await disks.create(draft.name, draft.newDiskGiB).catch(atField('newDiskGiB'));
    try {
      // SATA: every installer has a driver for it.
      return await save({ path, format: 'qcow2', bus: 'sata' });
    } catch (error) {
      await disks.remove(path);
      throw error;
    }
  };

  const insert = async (definition: ProfileDefinition): Promise<string> => {
    // Short, because socket paths under the machine's folder have 107 bytes.
    const id = randomBytes(6).toString('hex');
    const { name } = definition;
    const created = { id, name, definition, schemaVersion: PROFILE_SCHEMA_VERSION };
    await book.create(created).catch(explained({ id, name }));
    return id;
  };

  return {
    list: async () => (await book.list()).filter(isReadable).map(view),
    get: async (id) => view(await book.get(id)),
    check: (draft, id) => findingsOf(deps, draft, id),

    async create(draft, actor) {
      await refuseErrors(draft, null);
      const identity = { uuid: randomUUID(), mac: await newMac(book) };
      const id = await withNewDisk(draft, (disk) => insert(define({ ...draft, disk }, identity)));
      activity.record('profile.created', { kind: 'profile', id, name: draft.name }, actor);
      return changed(id);
    },

    async update(id, revision, draft, actor) {
      const { definition: old } = await book.get(id);
      await refuseErrors(draft, id);
      await withNewDisk(draft, async (disk) => {
        const definition = define({ ...draft, disk }, old);
        const change = { name: draft.name, definition, schemaVersion: PROFILE_SCHEMA_VERSION };
        await book.update(id, revision, change).catch(explained({ id, name: draft.name }));
        return id;
      });
      activity.record('profile.changed', { kind: 'profile', id, name: draft.name }, actor);
      return changed(id);
    },

    async duplicate(id, name, actor) {
      const { definition } = await book.get(id);
      const identity = { uuid: randomUUID(), mac: await newMac(book) };
      const copy = { ...definition, ...identity, name: name as ProfileDefinition['name'], disk: null };
      const copyId = await insert(copy);
      activity.record('profile.duplicated', { kind: 'profile', id: copyId, name }, actor, { from: definition.name });
      return changed(copyId);
    },

    async remove(id, { deleteDisk }, actor) {
      const entry = await book.find(id);
      if (!entry) throw new ProblemError(problem('profile.not-found', { id }));
      if (!machines.retire(id)) throw new ProblemError(problem('profile.in-use', { name: entry.name }));
      await book.remove(id).catch((error: unknown) => {
        machines.keep(id);
        throw error;
      });
      await machines.forget(id);
      const path = entry.definition?.disk?.path;
      if (deleteDisk && path) await disks.remove(path).catch(unlessGone);
      activity.record('profile.deleted', { kind: 'profile', id, name: entry.name }, actor);
      hub.emit('profile', id);
      hub.emit('machines');
    },
  };
}

function define(draft: ProfileDraft, { uuid, mac }: Pick<ProfileDefinition, 'uuid' | 'mac'>): ProfileDefinition {
  const { newDiskGiB: _, ...rest } = draft;
  return { ...rest, schemaVersion: PROFILE_SCHEMA_VERSION, uuid, mac };
}

/** QEMU's own prefix; the rest is random and unique among our machines. */
async function newMac(book: ProfileBook): Promise<string> {
  const taken = new Set((await book.list()).map((entry) => entry.definition?.mac));
  for (;;) {
    const mac = ['52', '54', '00', ...Array.from(randomBytes(3), hexByte)].join(':');
    if (!taken.has(mac)) return mac;
  }
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function explained({ id, name }: { id: string; name: string }) {
  return (error: unknown): never => {
    if (isDatabaseError(error, 'duplicate')) throw new ProblemError(problem('profile.name-taken', { name }, 'name'));
    if (isDatabaseError(error, 'conflict')) throw new ProblemError(problem('profile.changed-meanwhile', { name }));
    if (isDatabaseError(error, 'not-found')) throw new ProblemError(problem('profile.not-found', { id }));
    throw error;
  };
}

function atField(field: string) {
  return (error: unknown): never => {
    if (error instanceof ProblemError) throw new ProblemError({ ...error.problem, field });
    throw error;
  };
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ProblemError)) throw error;
}
