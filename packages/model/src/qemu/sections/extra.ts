import { argument, type Section } from '../emit';
import { type ExtraOption, extraOptions } from '../extra-words';
import { keyValueDevice } from '../key-value-device';

/** A person's own words, at the end and otherwise as they are. What must not be there was refused (extra-arguments.ts). */
export const extra: Section = ({ profile }) =>
  extraOptions(profile.extraArguments).map((option) =>
    argument({ why: 'extra', field: `extraArguments.${option.index}` }, ...wordsOf(option)),
  );

/** QEMU makes `key=value` devices before the JSON ones: before the ports and buses that they may name, and in the GPU's slot. */
function wordsOf({ name, value, words }: ExtraOption): readonly string[] {
  if (name !== 'device' || value === null || value.startsWith('{')) return words;
  return ['-device', JSON.stringify(keyValueDevice(value))];
}
