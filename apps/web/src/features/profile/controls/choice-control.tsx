'use client';
import type { ReactNode } from 'react';
import { RadioOptions } from '@/ui/radio-options';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { useField } from '../editor';
import type { Choice } from '../fields/field-words';
import { FieldFrame, GroupFrame, Said, Spot } from './field-frame';

interface ChoiceControlProps {
  path: string;
  /** `segments` up to four short words, `list` where each needs a line, `menu` for many. */
  as: 'segments' | 'list' | 'menu';
  label?: string;
  hint?: ReactNode;
  /** In place of the field's own. */
  choices?: readonly Choice[];
  /** Where the value is more than the choice: what is chosen, and what follows. */
  value?: string | null;
  onChange?: (value: string | null) => void;
  /** More to fill in, below the chosen one of a `list`. */
  more?: Readonly<Record<string, ReactNode>>;
}

/** The attribute of a control has no null. */
const NULL = '';

/** One of several values. */
export function ChoiceControl(props: ChoiceControlProps) {
  const { path, as, hint, more } = props;
  const field = useField<string | null>(path);
  const label = props.label ?? field.words.label;
  const choices = props.choices ?? field.words.choices ?? [];
  const value = (props.value !== undefined ? props.value : field.value) ?? NULL;
  const take = (next: string) => (props.onChange ?? field.set)(next === NULL ? null : next);
  const options = choices.map((choice) => ({
    ...choice,
    value: choice.value ?? NULL,
    more: more?.[choice.value ?? NULL],
  }));
  const shared = { label, value, onChange: take, options };
  if (as === 'list')
    return (
      <Spot path={path}>
        <RadioOptions {...shared} />
        <Said field={field} hint={hint ?? field.words.hint} />
      </Spot>
    );
  if (as === 'segments')
    return (
      <GroupFrame path={path} field={field} label={label} hint={hint}>
        <Segmented full {...shared} />
      </GroupFrame>
    );
  const chosen = options.find((option) => option.value === value);
  // What follows from the choice stands below: a menu's lines are short on a phone.
  const below = [chosen?.hint, field.words.hint].filter(Boolean).join(' ');
  return (
    <FieldFrame path={path} field={field} label={label} hint={hint ?? below}>
      <Select value={value} onChange={(event) => take(event.target.value)}>
        {!chosen && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </FieldFrame>
  );
}
