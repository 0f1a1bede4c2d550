import { isMachineName, MACHINE_NAME_MAX_LENGTH, machineNameKey } from '@baton/model/machine/name';

/** A name that no machine has, as near to the wanted one as can be. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(machineNameKey));
  const stem = isMachineName(wanted) ? wanted : 'imported';
  if (!keys.has(machineNameKey(stem))) return stem;
  for (let number = 2; ; number++) {
    const ending = ` ${number}`;
    const name = `${stem.slice(0, MACHINE_NAME_MAX_LENGTH - ending.length).trimEnd()}${ending}`;
    if (!keys.has(machineNameKey(name))) return name;
  }
}
