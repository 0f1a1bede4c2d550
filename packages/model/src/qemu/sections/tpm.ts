import { argument, device, type Section } from '../emit';
import { optionText } from '../option-text';

/** swtpm behind its socket; and tables that were made for this start. */
export const tpm: Section = ({ profile, facts }) => [
  ...facts.acpiTables.map((file) =>
    argument({ why: 'acpi-table', field: 'muxless' }, '-acpitable', `file=${optionText(file)}`),
  ),
  ...(profile.machine.tpm && facts.sockets.tpm !== null ? chip(facts.sockets.tpm) : []),
];

function chip(socket: string) {
  const origin = { why: 'tpm', field: 'machine.tpm' } as const;
  return [
    argument(origin, '-chardev', `socket,id=tpm0-socket,path=${optionText(socket)}`),
    argument(origin, '-tpmdev', 'emulator,id=tpm0,chardev=tpm0-socket'),
    device(origin, { driver: 'tpm-tis', id: 'tpm0-chip', tpmdev: 'tpm0' }),
  ];
}
