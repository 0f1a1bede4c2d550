import { lookingGlassBytes } from '../../host/looking-glass';
import type { ProfileDefinition } from '../../profile/definition';
import type { Disk } from '../../profile/storage';
import { hasNicElement } from './devices';
import { element, type XmlNode } from './xml';

/**
 * What libvirt has no element for, as arguments that it passes on (drvqemu.html). Devices are JSON and without an address: QEMU
 * places those last, where libvirt left room.
 */
export function commandLine(profile: ProfileDefinition): XmlNode[] {
  const words = [...nvmeDisks(profile), ...forwardedNics(profile), ...usbByPort(profile), ...kvmfr(profile)];
  const all = [...words, ...profile.extraArguments];
  return all.length === 0
    ? []
    : [element('qemu:commandline', {}, ...all.map((value) => element('qemu:arg', { value })))];
}

function nvmeDisks(profile: ProfileDefinition): string[] {
  return profile.disks.flatMap((disk, index) => {
    if (disk.bus !== 'nvme') return [];
    const id = `disk${index}`;
    const device = {
      driver: 'nvme',
      id,
      drive: `${id}-node`,
      serial: disk.serial ?? id,
      ...boot(profile, id),
      ...(disk.cache === 'writethrough' || disk.cache === 'directsync' ? { 'write-cache': 'off' } : {}),
    };
    return ['-blockdev', JSON.stringify(blockNode(`${id}-node`, disk)), '-device', JSON.stringify(device)];
  });
}

function blockNode(name: string, { source, cache, discard, readOnly }: Disk): object {
  const direct = cache === 'none' || cache === 'directsync';
  const mode = discard ? 'unmap' : 'ignore';
  return {
    driver: source.kind === 'file' ? source.format : 'raw',
    'node-name': name,
    'read-only': readOnly,
    discard: mode,
    cache: { direct },
    file: {
      driver: source.kind === 'file' ? 'file' : 'host_device',
      filename: source.path,
      'read-only': readOnly,
      discard: mode,
      cache: { direct },
    },
  };
}

/** Devices of QEMU for the models that libvirt names. */
const NIC_DRIVERS = { virtio: 'virtio-net-pci', e1000e: 'e1000e', rtl8139: 'rtl8139' } as const;

function forwardedNics(profile: ProfileDefinition): string[] {
  return profile.nics.flatMap((nic, index) => {
    const { connection, mac, model } = nic;
    if (hasNicElement(nic) || !('forwards' in connection)) return [];
    const id = `nic${index}`;
    const forwards = connection.forwards.map(
      ({ protocol, hostAddress, hostPort, guestPort }) =>
        `,hostfwd=${protocol}:${hostAddress}:${hostPort}-:${guestPort}`,
    );
    const device = { driver: NIC_DRIVERS[model], id, netdev: `${id}-net`, mac, ...boot(profile, id) };
    return ['-netdev', `user,id=${id}-net${forwards.join('')}`, '-device', JSON.stringify(device)];
  });
}

/** libvirt finds a USB device by what it is, or by a number that changes with every replugging. `usb` is its own controller. */
function usbByPort({ usb }: ProfileDefinition): string[] {
  return usb.flatMap(({ select }, index) => {
    if (select.by !== 'port') return [];
    const at = { hostbus: select.bus, hostport: select.port };
    return ['-device', JSON.stringify({ driver: 'usb-host', id: `usb-port${index}`, bus: 'usb.0', ...at })];
  });
}

/** The kvmfr module's device in place of libvirt's file in /dev/shm. */
function kvmfr({ lookingGlass }: ProfileDefinition): string[] {
  if (lookingGlass?.memory !== 'kvmfr') return [];
  const size = lookingGlassBytes(lookingGlass);
  const memory = {
    'qom-type': 'memory-backend-file',
    id: 'looking-glass',
    'mem-path': '/dev/kvmfr0',
    share: true,
    size,
  };
  const device = { driver: 'ivshmem-plain', id: 'looking-glass-port', memdev: 'looking-glass' };
  return ['-object', JSON.stringify(memory), '-device', JSON.stringify(device)];
}

function boot({ boot }: ProfileDefinition, name: string): { bootindex?: number } {
  const place = boot.indexOf(name);
  return place < 0 ? {} : { bootindex: place + 1 };
}
