import type { Intake } from './intake';
import type { QemuOption } from './options';

/** Monitors, logs, the guest agent and QEMU's own process: Baton has its own. */
export function readChannels(intake: Intake): void {
  for (const option of intake.open('nodefaults', 'no-user-config')) intake.unneeded(option, 'own-defaults');
  for (const option of intake.open('pidfile', 'daemonize', 'D', 'echr', 'enable-sync-profile'))
    intake.unneeded(option, 'own-channels');
  for (const option of intake.open('sandbox', 'runas', 'run-with', 'chroot')) intake.unneeded(option, 'own-sandbox');
  readGuestChannels(intake);
  for (const option of intake.open('monitor', 'qmp', 'qmp-pretty', 'serial', 'parallel', 'debugcon', 'gdb')) {
    readChannel(intake, option, option.value);
  }
  for (const option of intake.open('s')) listens(intake, option, 'tcp::1234');
  for (const option of intake.open('mon')) intake.unneeded(option, 'own-channels');
  for (const option of intake.devices('isa-serial', 'pci-serial', 'isa-debugcon', 'isa-parallel', 'virtconsole')) {
    intake.unneeded(option, 'own-channels');
  }
  for (const option of intake.open('chardev')) {
    const { values } = option;
    const server = ['socket', 'udp', 'telnet'].includes(values.peek('backend') ?? '') && values.has('port');
    if (server) listens(intake, option, `${values.peek('host') ?? ''}:${values.peek('port') ?? ''}`);
    else intake.unneeded(option, 'own-channels');
  }
}

/** Ports of the virtio serial bus, by their names: the agent's is always there, the one of spice-vdagent belongs to SPICE, or is QEMU's own. */
function readGuestChannels(intake: Intake): void {
  for (const option of intake.devices('virtserialport')) {
    const channel = intake.backend('chardev', option.values.peek('chardev'));
    const name = option.values.peek('name') ?? '';
    if (channel?.values.peek('backend') === 'qemu-vdagent') {
      intake.unneeded(option, 'own-channels');
      if (intake.isOpen(channel)) intake.unneeded(channel, 'own-channels');
    } else if (name.startsWith('com.redhat.spice.')) {
      for (const one of channel ? [option, channel] : [option]) {
        for (const entry of one.values.entries) one.values.look(entry);
        intake.field(one, 'display.spice');
      }
    } else if (name === 'org.qemu.guest_agent.0') {
      intake.unneeded(option, 'own-agent');
      if (channel && intake.isOpen(channel)) intake.unneeded(channel, 'own-agent');
    } else {
      intake.unsupported(option);
      if (channel && intake.isOpen(channel)) intake.unsupported(channel);
    }
  }
}

function readChannel(intake: Intake, option: QemuOption, value: string): void {
  if (/^(tcp|telnet|websocket|udp|tn3270):|^[\w.]*:\d+/.test(value)) listens(intake, option, value);
  else intake.unneeded(option, 'own-channels');
}

/** Whoever reaches a monitor's port owns the machine, and with it QEMU's rights on the host. */
function listens(intake: Intake, option: QemuOption, address: string): void {
  const local = /(^|:)(127\.|localhost|\[?::1)/.test(address);
  if (!local) intake.tell(option, ['open-port', { what: option.words[0]?.text ?? '', address }]);
  intake.unsafe(option, 'listens');
}
