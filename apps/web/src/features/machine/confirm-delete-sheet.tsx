'use client';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Sheet } from '@/ui/sheet';
import { Switch } from '@/ui/switch';
import { ProblemNote } from './problem-note';

interface ConfirmDeleteSheetProps {
  title: string;
  description: string;
  /** What has to be typed as a proof, and what that is: “name”, “number”. */
  proof: { readonly text: string; readonly what: 'name' | 'number' };
  /** The offer to delete disk images too; null = there are none. */
  disks: { readonly label: string; readonly hint: ReactNode } | null;
  busy: boolean;
  error: unknown;
  onDelete: (deleteDisk: boolean) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Deleting takes a proof that is typed: what is gone does not come back. */
export function ConfirmDeleteSheet(props: ConfirmDeleteSheetProps) {
  const { title, description, proof, disks, busy, error, onDelete, onClose, children } = props;
  const [typed, setTyped] = useState('');
  const [deleteDisk, setDeleteDisk] = useState(false);
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button
            big
            variant="danger"
            className="desk:w-full"
            busy={busy}
            reason={typed.trim() === proof.text ? undefined : `Type the ${proof.what} first.`}
            onClick={() => onDelete(deleteDisk)}
          >
            Delete
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      {children}
      {disks && (
        <Switch
          label={disks.label}
          hint={disks.hint}
          checked={deleteDisk}
          onChange={(event) => setDeleteDisk(event.target.checked)}
        />
      )}
      <Field label={`Type ${proof.text} to confirm`}>
        <Input
          inputMode={proof.what === 'number' ? 'numeric' : undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </Field>
      {error != null && <ProblemNote error={error} />}
    </Sheet>
  );
}
