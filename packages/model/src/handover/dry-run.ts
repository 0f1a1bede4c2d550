import type { PciAddress } from '../pci/address';
import type { HandoverStep, PlannedStep } from './step';

/** One heading of the timeline with every write and command under it. */
export interface DryRunStep {
  readonly kind: string;
  readonly writes: readonly { readonly path: string; readonly value: string }[];
  readonly commands: readonly (readonly string[])[];
}

const device = (address: PciAddress, attribute: string): string => `/sys/bus/pci/devices/${address}/${attribute}`;

/** The plan in the kernel's words: what a person could type to do the same. */
export function dryRun(steps: readonly PlannedStep[]): readonly DryRunStep[] {
  const shown: DryRunStep[] = [];
  for (const { under, step } of steps) {
    const touch = touches(step);
    const last = shown.at(-1);
    if (last?.kind === under) {
      const writes = [...last.writes, ...touch.writes];
      shown[shown.length - 1] = { kind: under, writes, commands: [...last.commands, ...touch.commands] };
    } else {
      shown.push({ kind: under, ...touch });
    }
  }
  return shown;
}

type Touch = Omit<DryRunStep, 'kind'>;

const write = (path: string, value: string): Touch => ({ writes: [{ path, value }], commands: [] });
const command = (...argv: readonly string[]): Touch => ({ writes: [], commands: [argv] });

function switchPower({ by, to }: Extract<HandoverStep, { do: 'switch-power' }>): Touch {
  const text = to === 'on' ? 'ON' : 'OFF';
  switch (by.backend) {
    case 'bbswitch':
      return write('/proc/acpi/bbswitch', text);
    case 'vga-switcheroo':
      return write('/sys/kernel/debug/vgaswitcheroo/switch', text);
    case 'acpi-call':
      return write('/proc/acpi/call', by.calls?.[to] ?? '');
    case 'runtime-pm':
    case 'none':
      return { writes: [], commands: [] };
  }
}

function touches(step: HandoverStep): Touch {
  switch (step.do) {
    case 'set-power-control':
      return write(device(step.address, 'power/control'), step.to);
    case 'set-d3cold':
      return write(device(step.address, 'd3cold_allowed'), step.to ? '1' : '0');
    case 'wait-awake':
      return { writes: [], commands: [] };
    case 'unload-module':
      return command('modprobe', '-r', step.module);
    case 'load-module':
      return command('modprobe', step.module);
    case 'set-override':
      return write(device(step.address, 'driver_override'), step.to ?? '');
    case 'unbind':
      return write(device(step.address, 'driver/unbind'), step.address);
    case 'probe':
      return write('/sys/bus/pci/drivers_probe', step.address);
    case 'switch-power':
      return switchPower(step);
    case 'set-service':
      return command('systemctl', step.to === 'running' ? 'start' : 'stop', `${step.service}.service`);
    case 'set-console':
      return write(`/sys/class/vtconsole/${step.console}/bind`, step.to === 'bound' ? '1' : '0');
    case 'own-vfio-node':
      return command('chown', String(step.uid), `/dev/vfio/${step.group}`);
    case 'reset':
      return write(device(step.address, 'reset'), '1');
    case 'remove-card':
    case 'remove':
      return write(device(step.address, 'remove'), '1');
    case 'rescan':
      return write(device(step.port, 'rescan'), '1');
  }
}
