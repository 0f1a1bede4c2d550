import type { ProfileDefinition } from '../../profile/definition';
import { device, type Section } from '../emit';
import { diskPort, hostPciPort, inputPort, nicPort, ROOT_PORTS, type RootPort } from '../layout';
import { virtioInputs } from './input';
import { hostSlots } from './pci';
import { needsSecondUsb } from './usb';

/** A port for every device that is PCI Express, and no more. */
export const rootPorts: Section = ({ profile }) =>
  withFirstFunctions(usedPorts(profile)).map(({ id, addr, chassis }) =>
    device(
      { why: 'root-port', field: null },
      {
        driver: 'pcie-root-port',
        id,
        bus: 'pcie.0',
        addr,
        multifunction: addr.endsWith('.0x0'),
        chassis,
        slot: chassis,
      },
    ),
  );

function usedPorts(profile: ProfileDefinition): RootPort[] {
  const { gpu, disk, net, usb, serial, scsi, usb2 } = ROOT_PORTS;
  return [
    // Always there, used or not: a guest's hardware keeps its numbers when a device is taken away.
    ...[gpu, disk, net, usb, serial],
    ...(profile.disks.some((each) => each.bus === 'scsi') ? [scsi] : []),
    ...(needsSecondUsb(profile) ? [usb2] : []),
    ...profile.disks.flatMap(({ bus }, n) => (n > 0 && (bus === 'virtio' || bus === 'nvme') ? [diskPort(n)] : [])),
    ...profile.nics.flatMap(({ model }, n) => (n > 0 && model !== 'rtl8139' ? [nicPort(n)] : [])),
    ...hostSlots(profile).map((_, n) => hostPciPort(n)),
    ...virtioInputs(profile.input).map((_, n) => inputPort(n)),
  ];
}

/** A guest looks at a slot's other functions only when function 0 is there. */
function withFirstFunctions(ports: readonly RootPort[]): RootPort[] {
  const has = (addr: string) => ports.some((port) => port.addr === addr);
  const firsts = [diskPort(1), diskPort(9), nicPort(1)];
  const missing = firsts.filter(({ addr }) => !has(addr) && ports.some((port) => slotOf(port) === addr.split('.')[0]));
  return [...ports, ...missing];
}

function slotOf({ addr }: RootPort): string | undefined {
  return addr.split('.')[0];
}
