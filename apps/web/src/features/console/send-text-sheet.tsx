'use client';
import type { MachineView } from '@baton/api/views';
import { KEYBOARD_LAYOUTS, type KeyboardLayout } from '@baton/model/keyboard/layouts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Textarea } from '@/ui/input';
import { Select } from '@/ui/select';
import { Sheet } from '@/ui/sheet';
import { useLayout } from './guest-layout';

/** As the agent takes it. */
export const TEXT_MAX = 4096;
const LAYOUT_NAMES: Readonly<Record<KeyboardLayout, string>> = {
  us: 'English (US)',
  gb: 'English (UK)',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
};

/** What the sheet begins with. */
export interface TextToSend {
  readonly text: string;
  /** Why it could not be typed without asking. */
  readonly error?: unknown;
}

interface SendTextSheetProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  /** Open with that; null = closed. */
  sending: TextToSend | null;
  onClose: () => void;
}

/** Types a whole text into the guest, key by key: a console has no clipboard. */
export function SendTextSheet({ machine, sending, onClose }: SendTextSheetProps) {
  const formId = useId();
  const trpc = useTRPC();
  const [text, setText] = useState('');
  const [layout, setLayout] = useLayout();
  const type = useMutation({ ...trpc.keyboard.type.mutationOptions(), onSuccess: () => close() });
  const error = type.isIdle ? sending?.error : type.error;
  const close = () => {
    setText('');
    type.reset();
    onClose();
  };
  useEffect(() => {
    if (sending) setText(sending.text);
  }, [sending]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text !== '' && !type.isPending) type.mutate({ id: machine.id, text, layout });
  };
  return (
    <Sheet
      open={sending !== null}
      onOpenChange={(next) => !next && close()}
      title={`Send text to ${machine.name}`}
      description="It is typed key by key, on the keyboard that the guest is set to."
      footer={
        <>
          <Button
            big
            type="submit"
            form={formId}
            variant="solid"
            className="desk:w-full"
            busy={type.isPending}
            reason={text === '' ? 'Write something first.' : undefined}
          >
            Send text
          </Button>
          <Button variant="bare" onClick={close}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4">
        <Field label="Text">
          <Textarea
            mono
            rows={5}
            value={text}
            maxLength={TEXT_MAX}
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Field label="Keyboard of the guest" hint="The layout that is set in the guest: by it the keys are chosen.">
          <Select value={layout} onChange={(event) => setLayout(event.target.value as KeyboardLayout)}>
            {KEYBOARD_LAYOUTS.map((each) => (
              <option key={each} value={each}>
                {LAYOUT_NAMES[each]}
              </option>
            ))}
          </Select>
        </Field>
        {error != null && <ProblemNote error={error} />}
      </form>
    </Sheet>
  );
}
