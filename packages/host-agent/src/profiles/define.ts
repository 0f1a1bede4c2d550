import { randomBytes, randomUUID } from 'node:crypto';
import {
  PROFILE_SCHEMA_VERSION,
  type ProfileDefinition,
  type ProfileDraft,
  profileDefinitionSchema,
} from '@baton/model/profile/definition';
import type { Disk, DraftDisk } from '@baton/model/profile/storage';

/** What a draft leaves to the agent. */
export interface Identity {
  readonly uuid: string;
  /** A definition that is changed keeps its addresses; absent = it is new. */
  readonly before?: ProfileDefinition;
  /** Addresses of other machines. */
  readonly takenMacs: ReadonlySet<string>;
}

/** A finished definition from a draft whose disks were made. */
export function define(draft: ProfileDraft, disks: readonly Disk[], identity: Identity): ProfileDefinition {
  return {
    ...draft,
    schemaVersion: PROFILE_SCHEMA_VERSION,
    uuid: identity.uuid,
    disks: [...disks],
    nics: withAddresses(draft.nics, identity),
  };
}

/** As it would be, for reading: nothing is made, and what is left open is filled with stand-ins. @param diskPath of the nth new disk */
export function pretend(draft: ProfileDraft, diskPath: (at: number) => string): ProfileDefinition {
  const disks = draft.disks.map((disk, at) => madeDisk(disk, () => diskPath(at)));
  return profileDefinitionSchema.parse(define(draft, disks, { uuid: randomUUID(), takenMacs: new Set() }));
}

/** A new disk after it was made; any other as it is. */
export function madeDisk(disk: DraftDisk, path: () => string): Disk {
  const { source, ...rest } = disk;
  return source.kind === 'new'
    ? { ...rest, source: { kind: 'file', path: path(), format: 'qcow2' } }
    : { ...rest, source };
}

/** A copy has addresses of its own: both machines may be on one network. */
export function withNewAddresses(definition: ProfileDefinition, takenMacs: ReadonlySet<string>): ProfileDefinition {
  const nics = definition.nics.map(({ mac: _, ...nic }) => nic);
  return { ...definition, nics: withAddresses(nics, { uuid: definition.uuid, takenMacs }) };
}

/** A card whose address was left out keeps the one that its place had. */
function withAddresses(nics: ProfileDraft['nics'], { before, takenMacs }: Identity): ProfileDefinition['nics'] {
  const given = new Set(nics.map(({ mac }) => mac));
  const used = new Set<string>(takenMacs);
  return nics.map((nic, at) => {
    const kept = before?.nics[at]?.mac;
    const mac = nic.mac ?? (kept && !given.has(kept) ? kept : newMac((tried) => used.has(tried) || given.has(tried)));
    used.add(mac);
    return { ...nic, mac };
  });
}

/** QEMU's own prefix; the rest is random and unique among our machines. */
export function newMac(taken: (mac: string) => boolean): string {
  for (;;) {
    const mac = ['52', '54', '00', ...Array.from(randomBytes(3), hexByte)].join(':');
    if (!taken(mac)) return mac;
  }
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
