'use client';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Sheet } from '@/ui/sheet';

/** What is done once the file has a name. */
export interface NamedWork {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  reset(): void;
  start(name: string): void;
}

export interface NameFileSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description: ReactNode;
  readonly label: string;
  readonly verb: string;
  readonly firstName: string;
  readonly work: NamedWork;
}

/** Asks for the name of a file that is about to be made; why it could not be stands below the name. */
export function NameFileSheet({ open, onClose, title, description, label, verb, firstName, work }: NameFileSheetProps) {
  const formId = useId();
  const [name, setName] = useState(firstName);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    work.start(name.trim());
  };
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button
            big
            type="submit"
            form={formId}
            variant="solid"
            className="desk:w-full"
            busy={work.isPending}
            disabled={name.trim() === ''}
          >
            {verb}
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <Field label={label}>
          <Input
            mono
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              work.reset();
            }}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </form>
      {work.isError && <ProblemNote error={work.error} />}
    </Sheet>
  );
}
