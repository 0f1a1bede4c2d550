'use client';
import type { PowerView } from '@baton/api/views';
import { describe, findingWords } from '@baton/model/describe';
import { finding } from '@baton/model/host/finding';
import { isAcpiMethod, type PowerBackend, type PowerSetting } from '@baton/model/power/backend';
import { type Problem, problem } from '@baton/model/problem';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { problemOf, wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Note } from '@/ui/note';
import { notify } from '@/ui/notify';
import { RadioOptions } from '@/ui/radio-options';
import { Sheet } from '@/ui/sheet';
import { sentences } from './gpu-words';
import { backendChoice } from './power-words';

interface PowerSheetProps {
  power: PowerView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

type Choice = 'automatic' | PowerBackend;
type Calls = { readonly on: string; readonly off: string };

/** Which power switch is used: what this host offers, or the choice left to Baton. */
export default function PowerSheet({ power, open, onOpenChange }: PowerSheetProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { setting } = power;
  const [choice, setChoice] = useState<Choice>(setting.backend);
  const [calls, setCalls] = useState<Calls>(setting.backend === 'acpi-call' ? setting.calls : { on: '', off: '' });
  const [wrong, setWrong] = useState<readonly (keyof Calls)[]>([]);
  const save = useMutation(
    trpc.gpu.setPower.mutationOptions({
      onSuccess: () => {
        notify({ title: 'Power switch changed' });
        onOpenChange(false);
      },
      onError: (error) => {
        if (problemOf(error).code === 'power.acpi-method') setWrong(wrongCalls(problemOf(error), calls));
      },
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.gpu.pathKey() }),
    }),
  );
  // What was chosen before stays among the choices, also when the host has lost it.
  const backends = [...new Set([...power.available, ...(setting.backend === 'automatic' ? [] : [setting.backend])])];
  const elsewhere = save.error && problemOf(save.error).code !== 'power.acpi-method' ? save.error : null;

  const press = () => {
    if (choice !== 'acpi-call') return save.mutate({ backend: choice });
    const found = (['on', 'off'] as const).filter((key) => !isAcpiMethod(calls[key].trim()));
    setWrong(found);
    if (found.length === 0) save.mutate({ backend: choice, calls: { on: calls.on.trim(), off: calls.off.trim() } });
  };
  const fields = (
    <AcpiFields
      calls={calls}
      wrong={wrong}
      onChange={(next) => {
        setCalls(next);
        setWrong([]);
      }}
    />
  );
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="Power switch"
      description="How this laptop takes the GPU’s power away. Nothing is switched now."
      footer={
        <>
          <Button
            big
            variant="solid"
            className="desk:w-full"
            busy={save.isPending}
            disabled={isSame(setting, choice, calls)}
            onClick={press}
          >
            Save
          </Button>
          <Button variant="bare" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
        </>
      }
    >
      <RadioOptions<Choice>
        label="Power switch"
        labelHidden
        value={choice}
        onChange={setChoice}
        options={[
          { value: 'automatic', label: 'Automatic', hint: automaticHint(power) },
          ...backends.map((backend) => ({
            value: backend,
            ...backendChoice(backend),
            more: backend === 'acpi-call' ? fields : undefined,
          })),
        ]}
      />
      {elsewhere && (
        <Note tone="bad" role="alert" title={wordsOf(elsewhere).title}>
          {sentences(wordsOf(elsewhere))}
        </Note>
      )}
    </Sheet>
  );
}

interface AcpiFieldsProps {
  calls: Calls;
  wrong: readonly (keyof Calls)[];
  onChange: (calls: Calls) => void;
}

/** The two methods that a person names, with the warning that nobody checks them. */
function AcpiFields({ calls, wrong, onChange }: AcpiFieldsProps) {
  const unchecked = findingWords(finding('gpu.acpi-call', 'warning', {}));
  const words = describe(problem('power.acpi-method', {}));
  const error = (key: keyof Calls) => (wrong.includes(key) ? sentences(words) : undefined);
  const field = (key: keyof Calls, label: string, placeholder: string) => (
    <Field label={label} error={error(key)}>
      <Input
        mono
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder={placeholder}
        value={calls[key]}
        onChange={(event) => onChange({ ...calls, [key]: event.target.value })}
      />
    </Field>
  );
  return (
    <>
      {field('on', 'Method that switches it on', '\\_SB.PCI0.PEG0.PEGP._ON')}
      {field('off', 'Method that switches it off', '\\_SB.PCI0.PEG0.PEGP._OFF')}
      <Note title={unchecked.title}>{sentences(unchecked)}</Note>
    </>
  );
}

/** The field that the problem names, else those that are no method. */
function wrongCalls({ field }: Problem, calls: Calls): readonly (keyof Calls)[] {
  const named = (['on', 'off'] as const).filter((key) => field?.endsWith(key));
  if (named.length > 0) return named;
  const found = (['on', 'off'] as const).filter((key) => !isAcpiMethod(calls[key].trim()));
  return found.length > 0 ? found : ['on', 'off'];
}

function isSame(setting: PowerSetting, choice: Choice, calls: Calls): boolean {
  if (setting.backend !== choice) return false;
  return setting.backend !== 'acpi-call' || (setting.calls.on === calls.on && setting.calls.off === calls.off);
}

function automaticHint({ setting, backend }: PowerView): string {
  if (setting.backend !== 'automatic') return 'By what this laptop offers.';
  return `By what this laptop offers. Now: ${backendChoice(backend).label}.`;
}
