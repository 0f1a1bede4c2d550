import type { ProfileDefinition } from '../profile/definition';
import type { GpuAssignment } from './assignment';
import { diskDevices, opticalDrive } from './disks';
import { gpuDevices } from './gpu-devices';
import { BOOT_DISPLAY, ROOT_PORTS } from './layout';
import { type Json, optionText } from './option-text';

/** What the host decides about a start: resolved paths, sockets and the engine. All paths absolute. */
export interface QemuFacts {
  readonly accelerator: 'kvm' | 'tcg';
  /** Versioned, such as `pc-q35-7.2`: the alias `q35` moves with QEMU and renumbers the guest's hardware. */
  readonly machineType: string;
  /** This QEMU was built with seccomp. */
  readonly sandbox: boolean;
  /** For UEFI: read-only code and this machine's own copy of the variable store. null = BIOS. */
  readonly uefi: { readonly code: string; readonly vars: string } | null;
  readonly sockets: { readonly qmp: string; readonly rescue: string; readonly vnc: string };
  readonly serialLog: string;
  readonly pidFile: string;
}

/**
 * The whole command line of a machine, without the binary. Everything that carries a person's text is JSON or has its commas
 * doubled, so that no name or path can become an option.
 */
export function qemuArgv(profile: ProfileDefinition, gpu: GpuAssignment | null, facts: QemuFacts): string[] {
  return [
    ...['-nodefaults', '-no-user-config', '-display', 'none'],
    ...['-name', `guest=${optionText(profile.name)},debug-threads=on`],
    ...['-uuid', profile.uuid],
    ...engine(profile, facts),
    ...policy(facts),
    ...devices(rootPorts()),
    ...devices([{ driver: 'VGA', id: BOOT_DISPLAY.id, bus: 'pcie.0', addr: BOOT_DISPLAY.addr }]),
    ...devices(gpu ? gpuDevices(gpu) : []),
    ...(profile.disk ? diskDevices(profile.disk) : []),
    ...opticalDrive(profile.iso),
    ...network(profile.mac),
    ...devices([
      { driver: 'qemu-xhci', id: 'xhci', bus: ROOT_PORTS.usb.id, addr: '0x0' },
      { driver: 'usb-tablet', id: 'tablet0', bus: 'xhci.0', port: '1' },
    ]),
    ...channels(facts),
  ];
}

function engine(profile: ProfileDefinition, facts: QemuFacts): string[] {
  const { vcpus, memoryMiB } = profile;
  const memory = { 'qom-type': 'memory-backend-ram', id: 'ram', size: memoryMiB * 1024 * 1024 };
  const flash = facts.uefi ? ',pflash0=uefi-code,pflash1=uefi-vars' : '';
  return [
    ...['-machine', `${facts.machineType},vmport=off,memory-backend=ram${flash}`],
    ...['-accel', facts.accelerator],
    ...['-cpu', facts.accelerator === 'kvm' ? 'host,migratable=off' : 'max'],
    ...['-smp', `${vcpus},sockets=1,dies=1,cores=${vcpus},threads=1,maxcpus=${vcpus}`],
    ...['-m', `size=${memoryMiB}M`, '-object', JSON.stringify(memory)],
    ...(facts.uefi
      ? [...flashNode('uefi-code', facts.uefi.code, true), ...flashNode('uefi-vars', facts.uefi.vars)]
      : []),
  ];
}

function flashNode(nodeName: string, filename: string, readOnly = false): string[] {
  const node = {
    driver: 'raw',
    'node-name': nodeName,
    'read-only': readOnly,
    file: { driver: 'file', filename, 'read-only': readOnly },
  };
  return ['-blockdev', JSON.stringify(node)];
}

/** What QEMU does without being asked: no guest sleep (a lent GPU does not survive it), a panic stays visible, no child processes. */
function policy(facts: QemuFacts): string[] {
  const sandbox = 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny';
  return [
    ...['-global', 'ICH9-LPC.disable_s3=1', '-global', 'ICH9-LPC.disable_s4=1'],
    ...['-rtc', 'base=utc,clock=host,driftfix=slew'],
    ...['-boot', 'strict=on'],
    ...['-overcommit', 'mem-lock=off'],
    ...['-action', 'reboot=reset,shutdown=poweroff,panic=pause,watchdog=reset'],
    ...(facts.sandbox ? ['-sandbox', sandbox] : []),
  ];
}

function rootPorts(): Json[] {
  return Object.values(ROOT_PORTS).map(({ id, addr, chassis }) => ({
    driver: 'pcie-root-port',
    id,
    bus: 'pcie.0',
    addr,
    multifunction: addr.endsWith('.0x0'),
    chassis,
    slot: chassis,
  }));
}

/** User-mode network: the guest reaches out, nothing reaches in. An empty romfile saves the wait for PXE. */
function network(mac: string): string[] {
  const nic = {
    driver: 'virtio-net-pci',
    id: 'nic0',
    bus: ROOT_PORTS.net.id,
    addr: '0x0',
    netdev: 'net0',
    mac,
    romfile: '',
  };
  return ['-netdev', 'user,id=net0', ...devices([nic])];
}

/** UNIX sockets only: QEMU opens no TCP port. Two monitors, because each serves one client at a time. */
function channels({ sockets, serialLog, pidFile }: QemuFacts): string[] {
  const monitor = (id: string, path: string) => [
    ...['-chardev', `socket,id=${id},path=${optionText(path)},server=on,wait=off`],
    ...['-mon', `chardev=${id},mode=control`],
  ];
  return [
    ...['-chardev', `file,id=serial0,path=${optionText(serialLog)},append=on`],
    ...devices([{ driver: 'isa-serial', id: 'serial0-port', chardev: 'serial0', index: 0 }]),
    ...monitor('qmp0', sockets.qmp),
    ...monitor('qmp1', sockets.rescue),
    ...['-vnc', `unix:${optionText(sockets.vnc)},display=${BOOT_DISPLAY.id}`],
    ...['-pidfile', pidFile],
  ];
}

function devices(list: readonly Json[]): string[] {
  return list.flatMap((device) => ['-device', JSON.stringify(device)]);
}
