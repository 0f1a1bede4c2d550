import { hostUsbSchema } from '../../profile/devices';
import { displaySectionSchema } from '../../profile/display';
import { MEMORY_MAX_MIB, MEMORY_MIN_MIB } from '../../profile/memory';
import { draftNicSchema, nicConnectionSchema, portForwardSchema } from '../../profile/network';
import { absolutePath } from '../../profile/paths';
import { CDROMS_MAX, DISKS_MAX } from '../../profile/storage';
import { note } from '../qemu/intake';
import type { ConfDraft } from './draft';

/** One assignment of the file. An array has several values. */
export interface Setting {
  readonly name: string;
  readonly values: readonly string[];
  readonly line: number;
  readonly text: string;
}

/** @returns the fields that it became; none = the setting is lost */
type Reader = (draft: ConfDraft, setting: Setting, value: string) => readonly string[];

const LOST: readonly string[] = [];

const disc: Reader = (draft, setting, value) => {
  const field = `cdroms.${draft.cdroms.length}`;
  const iso = draft.cdroms.length < CDROMS_MAX ? pathOf(draft, setting, { value, field: `${field}.iso` }) : null;
  if (iso === null) return LOST;
  draft.cdroms.push({ iso });
  return [field];
};

/** The settings of quickemu that a profile has a field for (quickemu_conf(5)). */
export const SETTINGS: Readonly<Record<string, Reader>> = {
  guest_os: (draft, { line }, value) => {
    draft.guest = /^windows/.test(value) ? 'windows' : /^(linux|ubuntu)/.test(value) ? 'linux' : 'other';
    if (draft.guest === 'windows') {
      draft.machine.clock = 'localtime';
      draft.cpu.hyperv = { preset: 'windows' };
    }
    if (/^macos/.test(value)) {
      draft.findings.push(note('value-changed', { field: 'guest', from: value, to: 'other' }, line, 'guest'));
    }
    return ['guest'];
  },
  disk_img: (draft, setting, value) => {
    const field = `disks.${draft.disks.length}`;
    const path =
      draft.disks.length < DISKS_MAX ? pathOf(draft, setting, { value, field: `${field}.source.path` }) : null;
    if (path === null) return LOST;
    // quickemu keeps a machine's disk in a folder of the machine's name.
    draft.name ||= value.split('/').at(-2) ?? '';
    draft.disks.push({
      source: { kind: 'file', path, format: /\.(raw|img)$/.test(path) ? 'raw' : 'qcow2' },
      bus: 'virtio',
    });
    return [field];
  },
  iso: disc,
  fixed_iso: disc,
  ram: ({ memory }, _setting, value) => {
    const match = /^(\d{1,7})\s*([GM])?B?$/i.exec(value);
    const sizeMiB = match ? Number(match[1]) * (match[2]?.toUpperCase() === 'M' ? 1 : 1024) : 0;
    if (sizeMiB < MEMORY_MIN_MIB || sizeMiB > MEMORY_MAX_MIB) return LOST;
    memory.sizeMiB = sizeMiB;
    return ['memory.sizeMiB'];
  },
  cpu_cores: ({ cpu }, _setting, value) => {
    const cores = /^\d{1,3}$/.test(value) ? Number(value) : 0;
    if (cores < 1 || cores > 255) return LOST;
    cpu.cores = cores;
    return ['cpu.cores'];
  },
  boot: ({ machine }, _setting, value) => {
    if (value === 'legacy') machine.firmware = { kind: 'bios' };
    return ['machine.firmware'];
  },
  secureboot: ({ machine }, _setting, value) => {
    machine.firmware = { kind: 'uefi', secureBoot: value === 'on' };
    return ['machine.firmware.secureBoot'];
  },
  tpm: ({ machine }, _setting, value) => {
    machine.tpm = value === 'on';
    return ['machine.tpm'];
  },
  network: (draft, _setting, value) => {
    if (value === 'user') return ['nics.0.connection'];
    const bridge = nicConnectionSchema.safeParse({ kind: 'bridge', bridge: value });
    if (!bridge.success || value === 'none' || value === 'restrict') return LOST;
    draft.bridge = value;
    return ['nics.0.connection'];
  },
  macaddr: (draft, _setting, value) => {
    const mac = draftNicSchema.shape.mac.safeParse(value.toLowerCase());
    if (!mac.success) return LOST;
    draft.mac = mac.data;
    return ['nics.0.mac'];
  },
  port_forwards: (draft, { values, line }) => {
    for (const text of values) {
      const [, hostPort, guestPort] = /^(\d{1,5}):(\d{1,5})$/.exec(text) ?? [];
      // quickemu opens them on every address of the host.
      const hostAddress = '0.0.0.0';
      const wanted = { protocol: 'tcp', hostAddress, hostPort: Number(hostPort), guestPort: Number(guestPort) };
      const forward = portForwardSchema.safeParse(wanted);
      const fits = forward.success && draft.forwards.length < 32;
      if (!fits) {
        lose(draft, { text, line });
        continue;
      }
      draft.forwards.push(forward.data);
      const address = `${hostAddress}:${hostPort}`;
      draft.findings.push(note('open-port', { what: text, address }, line, 'nics.0.connection'));
    }
    return ['nics.0.connection'];
  },
  usb_devices: (draft, { values, line }) => {
    for (const text of values) {
      const [vendorId, productId] = text.toLowerCase().split(':');
      const device = hostUsbSchema.safeParse({ select: { by: 'id', vendorId, productId } });
      if (device.success && draft.usb.length < 16) draft.usb.push(device.data);
      else lose(draft, { text, line });
    }
    return ['usb'];
  },
  keyboard_layout: ({ display }, _setting, value) => {
    const layout = displaySectionSchema.shape.keyboard.safeParse(value);
    if (!layout.success) return LOST;
    display.keyboard = layout.data;
    return ['display.keyboard'];
  },
  display: ({ display }, _setting, value) => {
    display.spice = value.startsWith('spice');
    return ['display.spice'];
  },
};

function lose(draft: ConfDraft, { text, line }: { text: string; line: number }): void {
  draft.lost.push({ text, line, became: { kind: 'lost', note: note('lost-unsupported', { text }, line) } });
}

function pathOf(
  draft: ConfDraft,
  { line }: Setting,
  { value, field }: { value: string; field: string },
): string | null {
  if (/[$`]/.test(value)) return null;
  const relative = !value.startsWith('/');
  const path = absolutePath.safeParse(relative ? `${draft.standIn}/${value.replace(/^(\.\/+)+/, '')}` : value);
  if (path.success && relative) draft.findings.push(note('relative-path', { path: value }, line, field));
  return path.success ? path.data : null;
}
