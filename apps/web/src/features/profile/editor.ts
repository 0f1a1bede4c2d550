'use client';
import type { FindingView, HostView, RomView, StorageFileView } from '@baton/api/views';
import type { HostHardware } from '@baton/model/host/hardware';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import { createContext, use, useLayoutEffect } from 'react';
import { getAt } from './at-path';
import { type FieldMessages, fieldMessages } from './field-messages';
import { homeOf, wordsAt } from './fields';
import type { FieldWords } from './fields/field-words';
import type { FormValues } from './form-values';
import type { Issue } from './issues';
import type { SectionId } from './sections';
import type { ShownFields } from './shown-fields';

/** What there is to choose from. Undefined while it is asked for. */
export interface Surroundings {
  readonly host: HostView | undefined;
  readonly hardware: HostHardware | undefined;
  /** null = QEMU is not installed. */
  readonly can: QemuCapabilities | null | undefined;
  readonly files: readonly StorageFileView[];
  readonly roms: readonly RomView[];
}

/** The form of one profile, as every field and section takes it. */
export interface Editor extends Surroundings {
  readonly values: FormValues;
  /** The stored profile's; null for a new machine. */
  readonly saved: FormValues | null;
  /** The edited machine's own name: its disk is not “used by” another. */
  readonly ownName: string | undefined;
  readonly issues: readonly Issue[];
  readonly findings: readonly FindingView[];
  readonly shown: ShownFields;
  /** The field where somebody wants to be; null once it is reached. */
  readonly wish: { readonly path: string } | null;
  readonly section: SectionId;
  set(path: string, value: unknown): void;
  change(edit: (values: FormValues) => FormValues): void;
  /** Sets what a finding's fix says. */
  fix(finding: FindingView): void;
  open(section: SectionId): void;
  /** Opens the section of a field, and goes there. */
  goTo(path: string): void;
  arrived(): void;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (!editor) throw new Error('useEditor outside of the profile editor');
  return editor;
}

export interface FieldParts<Value> extends FieldMessages {
  readonly value: Value;
  readonly words: FieldWords;
  set(value: Value): void;
}

/** One field by its path: its value, its words, and what is said about it. `deep`: about all below it, too. */
export function useField<Value>(path: string, { deep = false }: { deep?: boolean } = {}): FieldParts<Value> {
  const editor = useEditor();
  const { shown } = editor;
  useLayoutEffect(() => shown.add(path, deep), [shown, path, deep]);
  return {
    value: getAt(editor.values, path) as Value,
    words: wordsAt(path),
    set: (value) => editor.set(path, value),
    ...messagesAt(editor, path, deep),
  };
}

/** What is said about a field. */
export function messagesAt(
  { issues, findings }: Pick<Editor, 'issues' | 'findings'>,
  place: string,
  deep: boolean,
): FieldMessages {
  const isHere = (path: string) => {
    const home = homeOf(path)?.path ?? path;
    return home === place || (deep && home.startsWith(`${place}.`));
  };
  return fieldMessages(
    issues.find(({ path }) => isHere(path))?.message,
    findings.filter(({ field }) => isHere(field)),
  );
}
