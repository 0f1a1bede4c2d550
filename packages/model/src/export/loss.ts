import type { PowerBackend } from '../power/backend';
import type { HypervFlag } from '../profile/cpu';
import type { AfterExit } from '../profile/devices';

/** What a format has no place for. The sentence for each stands in words/export.ts. */
export interface ExportLossFacts {
  'after-exit': { wanted: AfterExit };
  'power-switch': { backend: PowerBackend };
  'battery-guard': Record<string, never>;
  isolation: Record<string, never>;
  hooks: { count: number };
  'shutdown-pause': Record<string, never>;
  'panic-none': Record<string, never>;
  'hyperv-flags': { flags: readonly HypervFlag[] };
  'nat-network': { as: string };
  pipewire: Record<string, never>;
  'read-only-sata': { names: readonly string[] };
  'sound-needs-spice': Record<string, never>;
  'rom-table': Record<string, never>;
  'fake-battery': Record<string, never>;
  'gpu-not-known': Record<string, never>;
  'gpu-options': Record<string, never>;
  'gpu-resource': { vendorId: string; deviceId: string; resource: string };
  'host-pci': { addresses: readonly string[] };
  'host-usb': { count: number };
  'usb-twins': { count: number };
  'optional-usb': { count: number };
  'looking-glass': Record<string, never>;
  evdev: Record<string, never>;
  spice: Record<string, never>;
  audio: Record<string, never>;
  'key-layout': Record<string, never>;
  'screen-kind': { card: string };
  pinning: Record<string, never>;
  'memory-lock': Record<string, never>;
  'host-forwards': { forwards: readonly string[] };
  bridge: { bridge: string };
  'more-networks': { names: readonly string[] };
  'local-time': Record<string, never>;
  passt: Record<string, never>;
  'disk-claims': { names: readonly string[] };
  'disk-options': { names: readonly string[] };
  'cd-empty': { names: readonly string[] };
  smbios: { fields: readonly string[] };
  'boot-menu': Record<string, never>;
  'sleep-and-hpet': Record<string, never>;
  'watchdog-pause': { action: string };
  reboot: Record<string, never>;
  'extra-arguments': { count: number };
  'not-xml-text': { field: string };
}
export type ExportLossCode = keyof ExportLossFacts;

export type ExportLoss = {
  [Code in ExportLossCode]: { readonly code: Code; readonly facts: ExportLossFacts[Code] };
}[ExportLossCode];

/** Notes a loss where there is one: `when(profile.isolate, 'isolation', {})`. */
export function lossWhen<Code extends ExportLossCode>(
  lost: boolean,
  code: Code,
  facts: ExportLossFacts[Code],
): readonly ExportLoss[] {
  return lost ? [{ code, facts } as ExportLoss] : [];
}
