import { randomBytes, randomUUID } from 'node:crypto';
import type { ProfileService } from '@baton/api/services';
import type { ProfileView } from '@baton/api/views';
import { isDatabaseError } from '@baton/db';
import type { Actor } from '@baton/model/access/roles';
import { readSource } from '@baton/model/import/read';
import { ProblemError, problem } from '@baton/model/problem';
import {
  draftOf,
  PROFILE_SCHEMA_VERSION,
  type ProfileDefinition,
  type ProfileDraft,
} from '@baton/model/profile/definition';
import { templates } from '@baton/model/profile/templates';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import { isReadable, type ReadableEntry } from './book';
import { define, pretend, withNewAddresses } from './define';
import type { ProfileExports } from './exports';
import { refuseExtras } from './extras';
import { type FindingDeps, findingsOf } from './findings/findings';
import { freeName } from './free-name';
import { withFreeAddresses } from './imported-addresses';
import { withNewDisks } from './new-disks';
import { type MachineUse, removeProfile } from './removal';
import { type TemplateDeps, templateFacts } from './template-facts';

export type { MachineUse } from './removal';

export interface ProfileServiceDeps extends FindingDeps {
  readonly isos: TemplateDeps['isos'];
  readonly machines: MachineUse;
  readonly hub: EventHub;
  readonly activity: Activity;
  readonly exports: ProfileExports;
}

/** For what is compiled without being saved. */
const UNSAVED = 'new';

export function createProfileService(deps: ProfileServiceDeps): ProfileService {
  const { book, machines, disks, hub, activity, installation, exports } = deps;

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

  const takenMacs = async (except?: string): Promise<ReadonlySet<string>> => {
    const others = (await book.list()).filter(isReadable).filter(({ id }) => id !== except);
    return new Set(others.flatMap(({ definition }) => definition.nics.map(({ mac }) => mac)));
  };

  /** A newer machine type would renumber the guest's hardware: the newest one of today is kept. */
  const pinned = async (draft: ProfileDraft): Promise<ProfileDraft> => {
    const newest = draft.machine.type ? null : (await installation.capabilities())?.machineTypes[0];
    return newest ? { ...draft, machine: { ...draft.machine, type: newest } } : draft;
  };

  const insert = async (definition: ProfileDefinition, actor: Actor): Promise<string> => {
    // Short, because socket paths under the machine's folder have 107 bytes.
    const id = randomBytes(6).toString('hex');
    const { name } = definition;
    const created = { id, name, definition, schemaVersion: PROFILE_SCHEMA_VERSION, actor: actor.name };
    await book.create(created).catch(explained({ id, name }));
    return id;
  };

  const replace = async (entry: { id: string; revision: number }, definition: ProfileDefinition, actor: Actor) => {
    const { id, revision } = entry;
    const { name } = definition;
    const change = { name, definition, schemaVersion: PROFILE_SCHEMA_VERSION, actor: actor.name };
    await book.update(id, revision, change).catch(explained({ id, name }));
  };

  const remove = async (id: string, options: { readonly deleteDisk: boolean }, actor: Actor): Promise<void> => {
    const name = await removeProfile(deps, id, options);
    activity.record('profile.deleted', { kind: 'profile', id, name }, actor);
    hub.emit('profile', id);
    hub.emit('machines');
  };

  return {
    list: async () => (await book.list()).filter(isReadable).map(view),
    get: async (id) => view(await book.get(id)),
    check: (draft, id) => findingsOf(deps, draft, id),
    remove,

    async create(draft, actor) {
      refuseExtras(draft, null, actor);
      await refuseErrors(draft, null);
      const whole = await pinned(draft);
      const identity = { uuid: randomUUID(), takenMacs: await takenMacs() };
      const id = await withNewDisks(deps, whole, (made) => insert(define(whole, made, identity), actor));
      activity.record('profile.created', { kind: 'profile', id, name: draft.name }, actor);
      return changed(id);
    },

    async update(id, revision, draft, actor) {
      const { definition: before } = await book.get(id);
      refuseExtras(draft, before, actor);
      await refuseErrors(draft, id);
      const identity = { uuid: before.uuid, before, takenMacs: await takenMacs(id) };
      await withNewDisks(deps, draft, (made) => replace({ id, revision }, define(draft, made, identity), actor));
      activity.record('profile.changed', { kind: 'profile', id, name: draft.name }, actor);
      return changed(id);
    },

    async duplicate(id, name, actor) {
      const { definition } = await book.get(id);
      refuseExtras(definition, null, actor);
      // The first disk stays in the boot order: a copy mostly gets one of its own next.
      const boot = definition.boot.filter((entry) => entry === 'disk0' || !entry.startsWith('disk'));
      const named = { ...definition, uuid: randomUUID(), name: name as ProfileDefinition['name'], disks: [], boot };
      const copyId = await insert(withNewAddresses(named, await takenMacs()), actor);
      activity.record('profile.duplicated', { kind: 'profile', id: copyId, name }, actor, { from: definition.name });
      return changed(copyId);
    },

    async removeMany(ids, options, actor) {
      const results = [];
      for (const id of new Set(ids)) {
        const name = (await book.find(id))?.name ?? '';
        const failure = await remove(id, options, actor).then(() => null, problemOrThrow);
        results.push({ id, name, problem: failure });
      }
      return results;
    },

    async versions(id) {
      const { revision, updatedAt, definition } = await book.get(id);
      const kept = await book.versions(id);
      const versions = kept.map(({ at, ...version }) => ({ ...version, at: at.getTime() }));
      // Made before versions were kept, and never changed since.
      if (versions[0]?.revision === revision) return versions;
      return [{ revision, at: updatedAt.getTime(), actor: null, definition }, ...versions];
    },

    async restore(id, revision, actor) {
      const entry = await book.get(id);
      const earlier = (await book.versions(id)).find((version) => version.revision === revision);
      if (!earlier) throw new ProblemError(problem('profile.version-not-found', { revision }));
      const { definition } = earlier;
      refuseExtras(definition, entry.definition, actor);
      await refuseErrors(draftOf(definition), id);
      await replace(entry, { ...definition, uuid: entry.definition.uuid }, actor);
      activity.record('profile.restored', { kind: 'profile', id, name: definition.name }, actor, { revision });
      return changed(id);
    },

    templates: async () => templates(await templateFacts(deps)),

    async readImport(source) {
      const names = (await book.list()).map(({ name }) => name);
      const read = readSource(source, {
        newName: (wanted) => freeName(wanted, names),
        folder: deps.allowed.folders[0],
      });
      return withFreeAddresses(read, await takenMacs());
    },

    exportAs: async (id, format) => exports.exportAs((await book.get(id)).definition, format, id),
    preview: (draft) =>
      exports.arguments(
        pretend(draft, (at) => disks.newDiskPath(at === 0 ? draft.name : `${draft.name}-${at + 1}`)),
        UNSAVED,
      ),
  };
}

function problemOrThrow(error: unknown) {
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

function explained({ id, name }: { id: string; name: string }) {
  return (error: unknown): never => {
    if (isDatabaseError(error, 'duplicate')) throw new ProblemError(problem('profile.name-taken', { name }, 'name'));
    if (isDatabaseError(error, 'conflict')) throw new ProblemError(problem('profile.changed-meanwhile', { name }));
    if (isDatabaseError(error, 'not-found')) throw new ProblemError(problem('profile.not-found', { id }));
    throw error;
  };
}
