import { type ProblemFacts, problem } from '../problem';
import type { ProfileDraft } from './definition';
import { errorAt, type ProfileFinding } from './finding';

interface Named {
  readonly what: ProblemFacts['unfit.twice']['what'];
  readonly name: string;
  readonly field: string;
}

/** The same disk, serial number or device of the host in two places: the second one is told. */
export function deviceDoubles(draft: ProfileDraft): ProfileFinding[] {
  const seen = new Set<string>();
  return named(draft).flatMap(({ what, name, field }) => {
    const key = `${what} ${name}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [errorAt(problem('unfit.twice', { what, name }, field))];
  });
}

function named({ disks, pci, usb, input }: ProfileDraft): Named[] {
  return [
    ...disks.flatMap(({ source, serial }, n): Named[] => [
      ...(source.kind === 'new' ? [] : [{ what: 'disk' as const, name: source.path, field: `disks.${n}.source` }]),
      ...(serial === null ? [] : [{ what: 'serial' as const, name: serial, field: `disks.${n}.serial` }]),
    ]),
    ...pci.map(({ address }, n): Named => ({ what: 'pci', name: address, field: `pci.${n}` })),
    ...usb.map(({ select }, n): Named => {
      const name = select.by === 'id' ? `${select.vendorId}:${select.productId}` : `${select.bus}-${select.port}`;
      return { what: 'usb', name, field: `usb.${n}` };
    }),
    ...input.evdev.map(({ path }, n): Named => ({ what: 'evdev', name: path, field: `input.evdev.${n}` })),
  ];
}
