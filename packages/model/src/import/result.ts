import type { ProfileDraft } from '../profile/definition';
import type { NotNeededReason } from './reasons';

/** What a person may hand in: told by its content, never by its file name. */
export const IMPORT_FORMATS = ['command', 'script', 'libvirt', 'quickemu', 'baton'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Facts of everything that is told about an import. The sentence for each stands in words/import-notes.ts. */
export interface ImportNoteFacts {
  // Defects of the source: it did not do what its author meant
  'missing-backslash': { after: string; unreached: readonly string[] };
  'spice-port-differs': { script: string; text: string };
  'audio-variable': { variable: string; value: string };
  'unknown-option': { option: string };
  'removed-option': { option: string; since: string; instead: string };
  'no-hugetlbfs-proof': { path: string };
  'relative-path': { path: string };
  placeholder: { field: string; text: string };
  'open-port': { what: string; address: string };
  'moving-machine-type': { type: string };
  'format-guessed': { path: string; format: string };
  'gpu-only-function-0': { address: string };
  'never-removes-id': Record<string, never>;
  'variable-unset': { variable: string };
  'value-changed': { field: string; from: string; to: string };
  // Losses: there is no place for it here, and why
  'lost-shell': { text: string };
  'lost-host-setup': { text: string };
  'lost-unsupported': { text: string };
  'lost-unsafe': { text: string; because: 'shell' | 'path' | 'listens' | 'fights-ours' };
  'lost-not-needed': { text: string; because: NotNeededReason };
}
export type ImportNoteCode = keyof ImportNoteFacts;

/** One thing to tell. `line` counts from 1; null = the source has no lines. `field` = where it went in the draft. */
export type ImportNote = {
  [Code in ImportNoteCode]: {
    readonly code: Code;
    readonly facts: ImportNoteFacts[Code];
    readonly line: number | null;
    readonly field?: string;
  };
}[ImportNoteCode];

/** What became of one argument or element of the source: nothing is dropped silently. */
export interface ImportedPart {
  /** As it stands in the source, at most some 500 characters. */
  readonly text: string;
  readonly line: number | null;
  readonly became:
    | { readonly kind: 'field'; readonly fields: readonly string[] }
    | { readonly kind: 'kept'; readonly argv: readonly string[] }
    | { readonly kind: 'lost'; readonly note: ImportNote };
}

export interface ImportResult {
  readonly format: ImportFormat;
  readonly draft: ProfileDraft;
  /** Every part of the source, in its order. `kept` and `lost` of the command line are drawn from it. */
  readonly parts: readonly ImportedPart[];
  /** Defects that were found, and what was changed because of them. */
  readonly findings: readonly ImportNote[];
}

/** Why a source could not be read at all. */
export type ImportRefusal =
  | 'empty'
  | 'too-large'
  | 'no-qemu'
  | 'unbalanced-quotes'
  | 'not-xml'
  | 'xml-entities'
  | 'wrong-architecture'
  | 'newer-version'
  | 'not-readable';

/** Bytes of the largest source that is looked at. */
export const IMPORT_MAX_BYTES = 1024 * 1024;
