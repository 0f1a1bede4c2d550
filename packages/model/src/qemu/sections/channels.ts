import { hasVirtualScreen } from '../../profile/display';
import type { QemuArgument } from '../argument';
import { argument, type Compiling, device, type Section } from '../emit';
import type { QemuFacts } from '../facts';
import { BOOT_DISPLAY, ROOT_PORTS } from '../layout';
import { optionText } from '../option-text';

/** Channels to programs in the guest: always its agent, and the one of spice-vdagent, which SPICE serves where it is, else QEMU for VNC. */
export const guestChannels: Section = ({ profile, facts }) => {
  const agent = { why: 'guest-agent', field: null } as const;
  const spice = { why: 'spice', field: 'display.spice' } as const;
  const clipboard = { why: 'clipboard', field: null } as const;
  const port = (nr: number, chardev: string, name: string) => ({
    driver: 'virtserialport',
    id: `channel${nr}`,
    bus: 'vser0.0',
    nr,
    chardev,
    name,
  });
  return [
    device(agent, { driver: 'virtio-serial-pci', id: 'vser0', bus: ROOT_PORTS.serial.id, addr: '0x0' }),
    argument(agent, '-chardev', `socket,id=agent0,path=${optionText(facts.sockets.agent)},server=on,wait=off`),
    device(agent, port(1, 'agent0', 'org.qemu.guest_agent.0')),
    ...(hasSpice({ profile, facts })
      ? [
          argument(spice, '-chardev', 'spicevmc,id=vdagent0,name=vdagent'),
          device(spice, port(2, 'vdagent0', 'com.redhat.spice.0')),
        ]
      : []),
    ...(sharesClipboard({ profile, facts })
      ? [
          // The pointer stays with the tablet: an agent that moves it would be a second way.
          argument(clipboard, '-chardev', 'qemu-vdagent,id=vdagent0,name=vdagent,clipboard=on,mouse=off'),
          device(clipboard, port(2, 'vdagent0', 'com.redhat.spice.0')),
        ]
      : []),
  ];
};

/** How people see it. UNIX sockets only: QEMU opens no TCP port. */
export const consoles: Section = ({ profile, facts }) => {
  const { display } = profile;
  const serial = { why: 'serial', field: null } as const;
  const vnc = `unix:${optionText(facts.sockets.vnc)},display=${BOOT_DISPLAY.id}`;
  // `image-compression`: the socket is local, so pressing the picture costs time and saves nothing.
  const spice = `unix=on,addr=${optionText(facts.sockets.spice)},disable-ticketing=on,image-compression=off`;
  return [
    argument(serial, '-chardev', serialPort(facts)),
    device(serial, { driver: 'isa-serial', id: 'serial0-port', chardev: 'serial0', index: 0 }),
    ...(display.keyboard === null
      ? []
      : [argument({ why: 'keyboard', field: 'display.keyboard' }, '-k', display.keyboard)]),
    ...(hasVirtualScreen(display) ? [argument({ why: 'vnc', field: null }, '-vnc', vnc)] : []),
    ...(hasSpice({ profile, facts }) ? [argument({ why: 'spice', field: 'display.spice' }, '-spice', spice)] : []),
  ];
};

/** People come and go at the socket; the log has everything, with and without them (docs/adr/027). */
function serialPort({ sockets, serialLog }: QemuFacts): string {
  const socket = `socket,id=serial0,path=${optionText(sockets.serial)},server=on,wait=off`;
  return `${socket},logfile=${optionText(serialLog)},logappend=on`;
}

function hasSpice({ profile, facts }: Pick<Compiling, 'profile' | 'facts'>): boolean {
  return profile.display.spice && facts.can.options.includes('spice');
}

function sharesClipboard({ profile, facts }: Pick<Compiling, 'profile' | 'facts'>): boolean {
  if (hasSpice({ profile, facts })) return false;
  return hasVirtualScreen(profile.display) && facts.can.chardevs.includes('qemu-vdagent');
}

/** Two monitors, because each serves one client at a time. */
export const monitors: Section = ({ facts: { sockets, pidFile } }) => [
  ...monitor('qmp0', sockets.qmp),
  ...monitor('qmp1', sockets.rescue),
  argument({ why: 'pid-file', field: null }, '-pidfile', pidFile),
];

function monitor(id: string, path: string): QemuArgument[] {
  const origin = { why: 'monitor', field: null } as const;
  return [
    argument(origin, '-chardev', `socket,id=${id},path=${optionText(path)},server=on,wait=off`),
    argument(origin, '-mon', `chardev=${id},mode=control`),
  ];
}
