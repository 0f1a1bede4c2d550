import type { Smbios } from '../../profile/machine';
import { argument, type Section } from '../emit';
import { optionText } from '../option-text';

/** Nothing that nobody asked for, and who it is. */
export const identity: Section = ({ profile }) => {
  const nothing = { why: 'nothing-unasked', field: null } as const;
  return [
    argument(nothing, '-nodefaults'),
    argument(nothing, '-no-user-config'),
    argument({ why: 'headless', field: null }, '-display', 'none'),
    argument({ why: 'name', field: 'name' }, '-name', `guest=${optionText(profile.name)},debug-threads=on`),
    argument({ why: 'identity', field: null }, '-uuid', profile.uuid),
    ...smbios(profile.machine.smbios),
  ];
};

/** SMBIOS type 1. Empty texts are QEMU's own. */
function smbios(texts: Smbios | null) {
  const given = Object.entries(texts ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1]));
  if (given.length === 0) return [];
  const values = given.map(([key, text]) => `${key}=${optionText(text)}`);
  return [argument({ why: 'smbios', field: 'machine.smbios' }, '-smbios', ['type=1', ...values].join(','))];
}
