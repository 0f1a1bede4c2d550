import type { z } from 'zod';
import { fail } from '../../problem';
import { type ProfileDraft, type ProfileDraftInput, profileDraftSchema } from '../../profile/definition';
import type { NotNeededReason } from '../reasons';
import type { ImportedPart, ImportNote, ImportNoteCode, ImportNoteFacts, ImportResult } from '../result';
import { shown } from '../source';
import type { XmlElement } from './xml';

type Section = 'machine' | 'cpu' | 'gpu' | 'input' | 'display' | 'audio';
type ListName = 'disks' | 'cdroms' | 'nics';
type Input<S extends Section> = NonNullable<ProfileDraftInput[S]>;

/** A list's item while its place is not known yet. */
interface Item {
  readonly value: object;
  /** The place that our own export wrote into its alias (`ua-disk3`). */
  readonly place: number | null;
  readonly boot: number | null;
  /** Part fields that begin with `*.` are completed with the place that it gets. */
  readonly fields: string[];
}

/** What an import has found so far. Values enter through `accept`, so the draft fits the schema at the end. */
export class Reading {
  readonly draft: Omit<ProfileDraftInput, Section | ListName> & { [S in Section]: Input<S> } = {
    name: 'imported' as ProfileDraft['name'],
    memory: { sizeMiB: 1024 },
    machine: {},
    cpu: {},
    gpu: {},
    input: { pointer: 'none' },
    display: {},
    audio: {},
  };
  /** First boot devices of a domain without `<boot order>`: `hd`, `cdrom`, `network`. */
  bootKinds: readonly string[] = [];
  /** A sound card without a word on where its sound goes. */
  hasSound = false;
  /** The SCSI controller has a thread, and its disks with it. */
  scsiThread = false;
  private readonly parts: ImportedPart[] = [];
  private readonly findings: ImportNote[] = [];
  private readonly items: Record<ListName, Item[]> = { disks: [], cdroms: [], nics: [] };

  /** The value as the schema makes it, or undefined when it does not fit; the element is then told as lost. */
  accept<S extends z.ZodType>(element: XmlElement, schema: S, value: unknown): z.output<S> | undefined {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    this.unsupported(element);
    return undefined;
  }

  /** The element became these fields. @returns the list, which may still grow */
  field(element: XmlElement, ...fields: string[]): string[] {
    this.part(element, { kind: 'field', fields });
    return fields;
  }

  kept(element: XmlElement, argv: readonly string[]): void {
    this.part(element, { kind: 'kept', argv });
  }

  unsupported(element: XmlElement): void {
    this.lost(element, 'lost-unsupported', { text: partText(element) });
  }

  unneeded(element: XmlElement, because: NotNeededReason): void {
    this.lost(element, 'lost-not-needed', { text: partText(element), because });
  }

  lost<Code extends ImportNoteCode>(element: XmlElement, code: Code, facts: ImportNoteFacts[Code]): void {
    this.part(element, { kind: 'lost', note: { code, facts, line: element.line } as ImportNote });
  }

  /** A defect, or something that is not as it was. */
  find<Code extends ImportNoteCode>(
    element: XmlElement,
    code: Code,
    facts: ImportNoteFacts[Code],
    field?: string,
  ): void {
    this.findings.push({ code, facts, line: element.line, ...(field && { field }) } as ImportNote);
  }

  changed(element: XmlElement, field: string, [from, to]: readonly [string, string]): void {
    this.find(element, 'value-changed', { field, from: from.slice(0, 100), to }, field);
  }

  /** Adds to a list. Fields of the returned list that begin with `*.` are completed at the end. */
  add(list: ListName, element: XmlElement, value: object): string[] {
    const fields = this.field(element);
    this.place(list, { value, fields, alias: alias(element), boot: bootOrder(element) });
    return fields;
  }

  /** Another element of the same item. */
  sameFields(element: XmlElement, fields: string[]): void {
    this.part(element, { kind: 'field', fields });
  }

  place(list: ListName, { alias, ...item }: Omit<Item, 'place'> & { readonly alias: string }): void {
    const place = /^(?:ua-)?(?:disk|cd|nic)(\d{1,2})$/.exec(alias)?.[1];
    this.items[list].push({ ...item, place: place === undefined ? null : Number(place) });
  }

  result(): ImportResult {
    const { disks, cdroms, nics } = this.sorted();
    const boot = this.bootList();
    const draft = { ...this.draft, disks, cdroms, nics, ...(boot && { boot }) };
    const parsed = profileDraftSchema.safeParse(draft);
    if (!parsed.success) fail('import.refused', { because: 'not-readable', words: parsed.error.issues[0]?.message });
    return { format: 'libvirt', draft: parsed.data, parts: this.parts, findings: this.findings };
  }

  /** In the order of our aliases where every item has one, else as they stand. */
  private sorted(): Record<ListName, object[]> {
    for (const [list, items] of Object.entries(this.items)) {
      if (items.every(({ place }) => place !== null)) items.sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
      for (const [index, { fields }] of items.entries()) {
        for (const [n, field] of fields.entries()) fields[n] = field.replace(/^\*/, `${list}.${index}`);
      }
    }
    const values = (list: ListName) => this.items[list].map(({ value }) => value);
    const disks = values('disks').map((disk) =>
      this.scsiThread && 'bus' in disk && disk.bus === 'scsi' ? { ...disk, iothread: true } : disk,
    );
    return { disks, cdroms: values('cdroms'), nics: values('nics') };
  }

  private bootList(): string[] | undefined {
    const named = [
      ...this.items.disks.map(({ boot }, index) => ({ boot, name: `disk${index}` })),
      ...this.items.cdroms.map(({ boot }, index) => ({ boot, name: `cd${index}` })),
      ...this.items.nics.map(({ boot }, index) => ({ boot, name: `nic${index}` })),
    ];
    const ordered = named.filter(({ boot }) => boot !== null).sort((a, b) => (a.boot ?? 0) - (b.boot ?? 0));
    if (ordered.length > 0) return ordered.map(({ name }) => name);
    const first = { hd: 'disk0', cdrom: 'cd0', network: 'nic0' } as Readonly<Record<string, string>>;
    const wanted = this.bootKinds.flatMap((kind) => (Object.hasOwn(first, kind) ? (first[kind] ?? []) : []));
    return wanted.filter((entry) => named.some(({ name }) => name === entry));
  }

  private part(element: XmlElement, became: ImportedPart['became']): void {
    this.parts.push({ text: partText(element), line: element.line, became });
  }
}

/** As it stands in the source, without the passwords of screens. */
function partText({ source }: XmlElement): string {
  return shown(source.slice(0, 2000).replace(/\b(passwd|password)\s*=\s*("[^"]*"|'[^']*')/g, "$1='…'"));
}

export function alias(element: XmlElement): string {
  return attribute(child(element, 'alias'), 'name') ?? '';
}

function bootOrder(element: XmlElement): number | null {
  const order = Number(attribute(child(element, 'boot'), 'order') ?? Number.NaN);
  return Number.isInteger(order) ? order : null;
}

export function child({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((one) => one.name === name);
}

export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  return element?.attributes.get(name);
}

/** Reads each child by its name. What no reader knows is told as having no place. */
export type Readers = ReadonlyMap<string, (element: XmlElement, reading: Reading) => void>;

export function readChildren(element: XmlElement, reading: Reading, readers: Readers): void {
  for (const one of element.children) {
    const read = readers.get(one.name);
    if (read) read(one, reading);
    else reading.unsupported(one);
  }
}

/** A reader for what Baton does by itself. */
export function notNeeded(because: NotNeededReason): (element: XmlElement, reading: Reading) => void {
  return (element, reading) => reading.unneeded(element, because);
}
