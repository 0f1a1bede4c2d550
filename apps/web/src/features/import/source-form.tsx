'use client';
import { IMPORT_MAX_BYTES } from '@baton/model/import/result';
import clsx from 'clsx';
import { FileInput } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { PickFileButton } from '@/features/library/pick-file-button';
import { ProblemNote } from '@/features/machine/problem-note';
import { sizeWords } from '@/features/machine/size-words';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Textarea } from '@/ui/input';
import { BottomBar } from '@/ui/shell/bottom-nav';

interface SourceFormProps {
  reading: boolean;
  error: unknown;
  onRead: (source: string) => void;
}

/** Paste, choose or drop. Nothing of it is run. */
export function SourceForm({ reading, error, onRead }: SourceFormProps) {
  const [source, setSource] = useState('');
  const [refused, setRefused] = useState<string>();
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > IMPORT_MAX_BYTES) {
      return setRefused(
        `${file.name} has ${sizeWords(file.size)}. At most ${sizeWords(IMPORT_MAX_BYTES)} are read: hand in only the script or the XML.`,
      );
    }
    setRefused(undefined);
    const text = await file.text();
    setSource(text);
    onRead(text);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <>
      {error !== null && error !== undefined && <ProblemNote error={error} />}
      <Card
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={clsx('grid gap-3', over && 'border-dashed border-ink-1')}
      >
        <Field
          label="Script, command line, libvirt XML, quickemu file or profile"
          error={refused}
          hint={`Paste it, choose a file, or drop one here; at most ${sizeWords(IMPORT_MAX_BYTES)}. It is read, never run, and nothing is saved before you have seen what became of it.`}
        >
          <Textarea
            mono
            rows={14}
            value={source}
            onChange={(event) => setSource(event.target.value)}
            placeholder={'qemu-system-x86_64 -machine q35 -m 8G ...'}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
          />
        </Field>
        <div>
          <PickFileButton icon={FileInput} onPick={(file) => void take(file)}>
            Choose a file
          </PickFileButton>
        </div>
      </Card>
      <BottomBar label="Import">
        <span className="flex-1 text-small text-ink-2">Nothing is made yet.</span>
        <Button
          variant="solid"
          busy={reading}
          disabled={source.trim() === ''}
          onClick={() => {
            setRefused(undefined);
            onRead(source);
          }}
        >
          Read it
        </Button>
      </BottomBar>
    </>
  );
}
