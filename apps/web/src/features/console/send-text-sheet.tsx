'use client';
import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Textarea } from '@/ui/input';
import { Sheet } from '@/ui/sheet';
import { untypable } from './keys';
import type { ScreenSession } from './screen-session';

interface SendTextSheetProps {
  machineName: string;
  session: RefObject<ScreenSession | undefined>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Types a whole text into the guest, key by key: a console has no clipboard. */
export function SendTextSheet({ machineName, session, open, onOpenChange }: SendTextSheetProps) {
  const formId = useId();
  const [text, setText] = useState('');
  const [typing, setTyping] = useState(false);
  const stop = useRef<AbortController>(undefined);
  const odd = untypable(text);
  useEffect(() => () => stop.current?.abort(), []);

  const close = () => {
    stop.current?.abort();
    setText('');
    onOpenChange(false);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text === '' || typing) return;
    const control = new AbortController();
    stop.current = control;
    setTyping(true);
    await session.current?.type(text, control.signal);
    setTyping(false);
    if (!control.signal.aborted) close();
  };
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => !next && close()}
      title={`Send text to ${machineName}`}
      description="It is typed key by key, as on a US keyboard."
      footer={
        <>
          <Button
            big
            type="submit"
            form={formId}
            variant="solid"
            className="desk:w-full"
            busy={typing}
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
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <Field
          label="Text"
          hint={
            odd.length > 0
              ? `Not on a US keyboard, so the guest may show something else: ${odd.slice(0, 12).join(' ')}`
              : undefined
          }
        >
          <Textarea
            mono
            rows={5}
            value={text}
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
      </form>
    </Sheet>
  );
}
