import { argument, blockNode, type Origin, type Section } from '../emit';

/** Both halves of the flash: the code read-only, the variables this machine's own. */
export const firmware: Section = ({ facts: { uefi } }) => {
  if (!uefi) return [];
  const origin = { why: 'firmware', field: 'machine.firmware' } as const;
  const secure = { why: 'secure-boot', field: 'machine.firmware.secureBoot' } as const;
  return [
    flash(origin, { nodeName: 'uefi-code', filename: uefi.code, readOnly: true }),
    flash(origin, { nodeName: 'uefi-vars', filename: uefi.vars, readOnly: false }),
    ...(uefi.secureBoot ? [argument(secure, '-global', 'driver=cfi.pflash01,property=secure,value=on')] : []),
  ];
};

function flash(
  origin: Origin,
  { nodeName, filename, readOnly }: { nodeName: string; filename: string; readOnly: boolean },
) {
  const file = { driver: 'file', filename, 'read-only': readOnly };
  return blockNode(origin, { driver: 'raw', 'node-name': nodeName, 'read-only': readOnly, file });
}
