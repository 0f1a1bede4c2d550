import type { Nic, PortForward } from '../../profile/network';
import { bootIndex } from '../boot';
import { argument, type Compiling, device, onOff, type Section } from '../emit';
import type { NicFacts } from '../facts';
import { nicPort, plainNicAddress } from '../layout';
import { optionText } from '../option-text';

export const NIC_DRIVERS = { virtio: 'virtio-net-pci', e1000e: 'e1000e', rtl8139: 'rtl8139' } as const;

export const nics: Section = (compiling) =>
  compiling.profile.nics.flatMap((nic, index) => [
    argument(
      { why: 'network', field: `nics.${index}.connection` },
      '-netdev',
      backEnd(nic, index, compiling.facts.nics[index] ?? {}),
    ),
    card(compiling, nic, index),
  ]);

/**
 * passt is always reached through its socket, made by the host: QEMU 10.1 could start it itself, but nothing may be started inside
 * the sandbox. Where no socket was made, QEMU's own user mode does the same, slower.
 */
function backEnd({ connection, model }: Nic, index: number, host: NicFacts): string {
  const id = `id=net${index}`;
  switch (connection.kind) {
    case 'passt':
      if (host.passt !== undefined) return `stream,${id},server=off,addr.type=unix,addr.path=${optionText(host.passt)}`;
      return ['user', id, ...connection.forwards.map(forward)].join(',');
    case 'user':
      return ['user', id, ...connection.forwards.map(forward)].join(',');
    case 'nat':
    case 'bridge': {
      const ifname = host.ifname === undefined ? [] : [`ifname=${optionText(host.ifname)}`];
      // QEMU aborts when it cannot open /dev/vhost-net, so it is asked for only where it opens.
      const vhost = model === 'virtio' && host.vhost !== undefined ? [`vhost=${onOff(host.vhost)}`] : [];
      return ['tap', id, ...ifname, 'script=no', 'downscript=no', ...vhost].join(',');
    }
  }
}

function forward({ protocol, hostAddress, hostPort, guestPort }: PortForward): string {
  return `hostfwd=${protocol}:${hostAddress}:${hostPort}-:${guestPort}`;
}

/** A card that is not booted from has no ROM: that saves the wait for a network that does not answer. */
function card({ profile }: Compiling, { model, mac }: Nic, index: number) {
  const boot = bootIndex(profile, `nic${index}`);
  const place =
    model === 'rtl8139' ? { bus: 'pcie.0', addr: plainNicAddress(index) } : { bus: nicPort(index).id, addr: '0x0' };
  const rom = boot.bootindex === undefined ? { romfile: '' } : boot;
  const json = { driver: NIC_DRIVERS[model], id: `nic${index}`, ...place, netdev: `net${index}`, mac, ...rom };
  return device({ why: 'network-card', field: `nics.${index}` }, json);
}
