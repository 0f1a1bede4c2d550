import type { ProfileDraftInput } from '../../profile/definition';
import type { PortForward } from '../../profile/network';
import type { ImportedPart, ImportNote } from '../result';

type Section<Key extends keyof ProfileDraftInput> = NonNullable<ProfileDraftInput[Key]>;

/** A `.conf` on its way into a draft. */
export interface ConfDraft {
  name: string;
  guest: Section<'guest'>;
  readonly machine: Section<'machine'>;
  readonly cpu: Section<'cpu'>;
  readonly memory: Section<'memory'>;
  readonly disks: Section<'disks'>;
  readonly cdroms: Section<'cdroms'>;
  readonly usb: Section<'usb'>;
  readonly display: Section<'display'>;
  readonly forwards: PortForward[];
  bridge: string | null;
  mac: string | undefined;
  readonly findings: ImportNote[];
  /** Of a list: the values that could not be taken. */
  readonly lost: ImportedPart[];
  /** Where relative paths are put. */
  readonly standIn: string;
}

/** What quickemu takes when the file is silent depends on the host; these fit most. */
const SILENT = { memoryMiB: 4096, cores: 2 } as const;

export function emptyConf(standIn: string): ConfDraft {
  return {
    name: '',
    guest: 'other',
    machine: { firmware: { kind: 'uefi' } },
    cpu: { cores: SILENT.cores },
    memory: { sizeMiB: SILENT.memoryMiB },
    disks: [],
    cdroms: [],
    usb: [],
    display: {},
    forwards: [],
    bridge: null,
    mac: undefined,
    findings: [],
    lost: [],
    standIn,
  };
}

/** The whole draft; its one card is on the user network unless a bridge was named. */
export function draftOfConf({
  forwards,
  bridge,
  mac,
  findings: _,
  lost: __,
  standIn: ___,
  ...sections
}: ConfDraft): ProfileDraftInput {
  const connection = bridge === null ? { kind: 'user' as const, forwards } : { kind: 'bridge' as const, bridge };
  return { ...sections, nics: [{ connection, model: 'virtio', mac }] };
}
