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

/** As the agent takes it. */
const TEXT_MAX = 4096;
const LAYOUT_KEY = 'baton-layout';
const LAYOUT_NAMES: Readonly<Record<KeyboardLayout, string>> = {
  us: 'English (US)',
  gb: 'English (UK)',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
};

interface SendTextSheetProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Types a whole text into the guest, key by key: a console has no clipboard. */
export function SendTextSheet({ machine, open, onOpenChange }: SendTextSheetProps) {
  const formId = useId();
  const trpc = useTRPC();
  const [text, setText] = useState('');
  const [layout, setLayout] = useLayout();
  const type = useMutation({ ...trpc.keyboard.type.mutationOptions(), onSuccess: () => close() });
  const close = () => {
    setText('');
    type.reset();
    onOpenChange(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text !== '' && !type.isPending) type.mutate({ id: machine.id, text, layout });
  };
  return (
    <Sheet
      open={open}
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
        {type.error && <ProblemNote error={type.error} />}
      </form>
    </Sheet>
  );
}

/** Remembered in this browser. */
function useLayout(): [KeyboardLayout, (layout: KeyboardLayout) => void] {
  const [layout, setLayout] = useState<KeyboardLayout>('us');
  useEffect(() => {
    try {
      const kept = localStorage.getItem(LAYOUT_KEY);
      setLayout(KEYBOARD_LAYOUTS.find((each) => each === kept) ?? 'us');
    } catch {
      // Storage is off in this browser: the choice lasts for this page.
    }
  }, []);
  const choose = (wanted: KeyboardLayout) => {
    setLayout(wanted);
    try {
      localStorage.setItem(LAYOUT_KEY, wanted);
    } catch {
      // As above.
    }
  };
  return [layout, choose];
}
