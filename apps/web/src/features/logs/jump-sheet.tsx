'use client';
import { type FormEvent, useState } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Sheet } from '@/ui/sheet';

interface JumpSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where the page is now, milliseconds. */
  from: number;
  onJump: (at: number) => void;
}

/** Asks for a moment to show the log at. */
export function JumpSheet({ open, onOpenChange, from, onJump }: JumpSheetProps) {
  const [text, setText] = useState<string>();
  const shown = text ?? localMoment(from);
  const at = new Date(shown).getTime();
  const jump = (event: FormEvent) => {
    event.preventDefault();
    if (Number.isNaN(at)) return;
    onJump(at);
    onOpenChange(false);
  };
  const form = 'jump-to-a-time';
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="Jump to a time"
      description="Shows the log from this moment on. Lines without a time of their own are found by when Baton saw them."
      footer={
        <Button type="submit" form={form} variant="solid" disabled={Number.isNaN(at)}>
          Jump
        </Button>
      }
    >
      <form id={form} onSubmit={jump}>
        <Field label="Time on this device's clock">
          <Input type="datetime-local" step={1} value={shown} onChange={(event) => setText(event.target.value)} />
        </Field>
      </form>
    </Sheet>
  );
}

/** A moment as a date field takes it, here: `2026-11-27T03:05:09`. */
function localMoment(at: number): string {
  const here = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return here.toISOString().slice(0, 19);
}
