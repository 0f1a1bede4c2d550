'use client';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { IconButton } from '@/ui/icon-button';
import { Section } from '@/ui/section';
import { Said, Spot } from '../controls/field-frame';
import { useEditor, useField } from '../editor';
import type { FormValues } from '../form-values';
import { bootName, diskName, fileOf } from '../item-words';
import { bootLeft, moved, without } from '../list-edits';

/** What is started from, first things first. */
export function BootOrder() {
  const { values } = useEditor();
  const field = useField<readonly string[]>('boot');
  const left = bootLeft(values);
  return (
    <Section title={field.words.label}>
      <Spot path="boot" className="grid gap-2.5">
        {field.value.length > 0 && (
          <Card flush>
            <ol aria-label={field.words.label}>
              {field.value.map((entry, index) => (
                <li
                  key={entry}
                  className="flex min-h-14 items-center gap-1 border-t border-line pr-2 pl-4 first:border-t-0"
                >
                  <span className="w-6 shrink-0 text-ink-3">{index + 1}</span>
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">{bootName(entry)}</span>
                    <span className="block truncate text-small text-ink-2">{whatIs(entry, values)}</span>
                  </span>
                  <IconButton
                    icon={ArrowUp}
                    label={`${bootName(entry)} earlier`}
                    disabled={index === 0}
                    onClick={() => field.set(moved(field.value, index, -1))}
                  />
                  <IconButton
                    icon={ArrowDown}
                    label={`${bootName(entry)} later`}
                    disabled={index === field.value.length - 1}
                    onClick={() => field.set(moved(field.value, index, 1))}
                  />
                  <IconButton
                    icon={X}
                    label={`Do not start from ${bootName(entry)}`}
                    onClick={() => field.set(without(field.value, index))}
                  />
                </li>
              ))}
            </ol>
          </Card>
        )}
        {field.value.length === 0 && <p className="text-ink-2">Nothing is started from.</p>}
        <Said field={field} hint={field.words.hint} />
        {left.length > 0 && (
          <div className="flex flex-wrap gap-2">
            {left.map((entry) => (
              <Button key={entry} icon={Plus} onClick={() => field.set([...field.value, entry])}>
                {bootName(entry)}
              </Button>
            ))}
          </div>
        )}
      </Spot>
    </Section>
  );
}

function whatIs(entry: string, values: FormValues): string {
  const index = Number(/\d+$/.exec(entry)?.[0]);
  if (entry.startsWith('disk')) return values.disks[index] ? diskName(values.disks[index]) : 'There is none';
  if (entry.startsWith('nic')) return values.nics[index] ? 'From the network' : 'There is none';
  const disc = values.cdroms[index];
  return disc ? (disc.iso ? fileOf(disc.iso) : 'Empty') : 'There is none';
}
