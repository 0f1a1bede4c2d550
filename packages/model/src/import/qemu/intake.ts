import type { ProfileDraftInput } from '../../profile/definition';
import type { NotNeededReason } from '../reasons';
import type { ImportedPart, ImportNote, ImportNoteCode, ImportNoteFacts } from '../result';
import type { KeyValue } from './key-values';
import type { QemuOption } from './options';

type Section<Key extends keyof ProfileDraftInput> = NonNullable<ProfileDraftInput[Key]>;
export type DraftNic = Section<'nics'>[number];

/** What was read so far. Every section is written by one reader; a section that nobody writes has its defaults. */
export interface DraftParts {
  name: string;
  guest: Section<'guest'>;
  machine: Section<'machine'>;
  cpu: Section<'cpu'>;
  memory: Section<'memory'>;
  gpu: Section<'gpu'>;
  pci: Section<'pci'>;
  usb: Section<'usb'>;
  input: Section<'input'>;
  disks: Section<'disks'>;
  cdroms: Section<'cdroms'>;
  nics: Section<'nics'>;
  display: Section<'display'>;
  audio: Section<'audio'>;
  lookingGlass: ProfileDraftInput['lookingGlass'];
  extraArguments: Section<'extraArguments'>;
}

type Settled =
  | { readonly kind: 'field'; readonly fields: Set<string> }
  | { readonly kind: 'kept' }
  | { readonly kind: 'lost'; readonly note: ImportNote };

/** What a script says besides QEMU's own arguments. */
export interface Surroundings {
  /** Where relative paths begin; null = nobody knows. */
  readonly folder: string | null;
  /** Where a relative path is put when nobody knows. */
  readonly standIn: string;
  /** `QEMU_AUDIO_DRV`, when it is set. */
  readonly audioDriver: string | null;
}

/** Where a device stands: Baton's matter, whatever the device is. */
const PLACE = ['bus', 'addr', 'multifunction'];

/** One command line on its way into a draft: the readers take the options one after the other, and each ends somewhere. */
export class Intake {
  readonly draft: DraftParts = {
    name: '',
    guest: 'other',
    machine: {},
    cpu: {},
    memory: { sizeMiB: 0 },
    gpu: {},
    pci: [],
    usb: [],
    input: {},
    disks: [],
    cdroms: [],
    nics: [],
    display: {},
    audio: {},
    lookingGlass: null,
    extraArguments: [],
  };
  /** Boot places by device, the lowest first. */
  readonly bootIndexes: { entry: string; index: number }[] = [];
  readonly findings: ImportNote[] = [];
  private readonly settled = new Map<QemuOption, Settled>();
  private readonly details = new Map<QemuOption, ImportedPart[]>();

  constructor(
    readonly options: readonly QemuOption[],
    readonly around: Surroundings,
  ) {}

  /** Options of these names that nobody took yet, in their order. */
  open(...names: readonly string[]): QemuOption[] {
    return this.options.filter((option) => names.includes(option.name) && !this.settled.has(option));
  }

  /** `-device` options with one of these drivers that nobody took yet. */
  devices(...drivers: readonly string[]): QemuOption[] {
    return this.open('device').filter(({ values }) => drivers.includes(values.peek('driver') ?? ''));
  }

  /** The backend that a device names, taken or not: `-netdev`, `-chardev`, `-object` and their like. */
  backend(name: string, id: string | undefined, key = 'id'): QemuOption | undefined {
    if (id === undefined) return undefined;
    return this.options.find((option) => option.name === name && option.values.peek(key) === id);
  }

  isOpen(option: QemuOption): boolean {
    return !this.settled.has(option);
  }

  /** The option became these fields of the draft. */
  field(option: QemuOption, ...fields: readonly string[]): void {
    const before = this.settled.get(option);
    if (before?.kind === 'field') for (const field of fields) before.fields.add(field);
    else this.settled.set(option, { kind: 'field', fields: new Set(fields) });
    // An id is a name among the arguments, and means nothing once they are read.
    option.values.get('id', ...(option.name === 'device' ? ['driver'] : []));
  }

  /** The words go to QEMU as they are. */
  keep(option: QemuOption): void {
    this.settled.set(option, { kind: 'kept' });
    this.draft.extraArguments.push(...option.words.map((word) => word.text));
    for (const entry of option.values.entries) option.values.look(entry);
  }

  lose<Code extends ImportNoteCode>(option: QemuOption, code: Code, facts: ImportNoteFacts[Code]): void {
    this.settled.set(option, { kind: 'lost', note: note(code, facts, option.line) });
    for (const entry of option.values.entries) option.values.look(entry);
  }

  unsupported(option: QemuOption): void {
    this.lose(option, 'lost-unsupported', { text: option.text });
  }

  unneeded(option: QemuOption, because: NotNeededReason): void {
    this.lose(option, 'lost-not-needed', { text: option.text, because });
  }

  unsafe(option: QemuOption, because: ImportNoteFacts['lost-unsafe']['because']): void {
    this.lose(option, 'lost-unsafe', { text: option.text, because });
  }

  /** One key of an option that became a field otherwise: its own end is told. */
  loseKey<Code extends ImportNoteCode>(
    option: QemuOption,
    entry: Pick<KeyValue, 'text'>,
    [code, facts]: readonly [Code, ImportNoteFacts[Code]],
  ): void {
    const part: ImportedPart = {
      text: `${option.words[0]?.text ?? ''} … ${entry.text}`,
      line: option.line,
      became: { kind: 'lost', note: note(code, facts, option.line) },
    };
    this.details.set(option, [...(this.details.get(option) ?? []), part]);
  }

  /** Keys that need no place, where they are there. */
  ignoreKeys(option: QemuOption, because: NotNeededReason, ...keys: readonly string[]): void {
    const found = option.values.rest().filter(({ key }) => keys.includes(key));
    if (found.length === 0) return;
    for (const entry of found) option.values.look(entry);
    const text = found.map((entry) => entry.text).join(',');
    this.loseKey(option, { text }, ['lost-not-needed', { text, because }]);
  }

  tell<Code extends ImportNoteCode>(
    option: Pick<QemuOption, 'line'>,
    [code, facts]: readonly [Code, ImportNoteFacts[Code]],
    field?: string,
  ): void {
    this.findings.push(note(code, facts, option.line, field));
  }

  changed(option: Pick<QemuOption, 'line'>, field: string, [from, to]: readonly [from: string, to: string]): void {
    this.tell(option, ['value-changed', { field, from, to }], field);
  }

  /** What became of the options, in their order. The keys that nobody looked at are told one by one. */
  parts(): ImportedPart[] {
    return this.options.flatMap((option) => {
      const settled = this.settled.get(option);
      if (!settled) return [];
      if (settled.kind === 'field' && option.name === 'device') this.ignoreKeys(option, 'own-place', ...PLACE);
      for (const entry of settled.kind === 'field' ? option.values.rest() : []) {
        if (entry.text !== '') this.loseKey(option, entry, ['lost-unsupported', { text: entry.text }]);
      }
      return [
        { text: option.text, line: option.line, became: became(settled, option) },
        ...(this.details.get(option) ?? []),
      ];
    });
  }
}

function became(settled: Settled, option: QemuOption): ImportedPart['became'] {
  if (settled.kind === 'field') return { kind: 'field', fields: [...settled.fields] };
  return settled.kind === 'kept' ? { kind: 'kept', argv: option.words.map((word) => word.text) } : settled;
}

export function note<Code extends ImportNoteCode>(
  code: Code,
  facts: ImportNoteFacts[Code],
  line: number | null,
  field?: string,
): ImportNote {
  return { code, facts, line, ...(field !== undefined && { field }) } as ImportNote;
}
