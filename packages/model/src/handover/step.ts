import type { GpuServiceName } from '../host/service';
import type { StepKind } from '../operation/operation';
import type { PciAddress } from '../pci/address';
import type { PowerMeans } from '../power/backend';

/**
 * One touch of the host as data: at most one write, journaled before it is done, read back after it.
 * Each carries what its inverse needs. Asking again for what is already so writes nothing.
 */
export type HandoverStep =
  | {
      readonly do: 'set-power-control';
      readonly address: PciAddress;
      readonly to: 'on' | 'auto';
      readonly was: 'on' | 'auto';
    }
  | { readonly do: 'set-d3cold'; readonly address: PciAddress; readonly to: boolean; readonly was: boolean }
  | { readonly do: 'wait-awake'; readonly address: PciAddress }
  | { readonly do: 'unload-module'; readonly module: string }
  | { readonly do: 'load-module'; readonly module: string }
  | {
      readonly do: 'set-override';
      readonly address: PciAddress;
      readonly to: string | null;
      readonly was: string | null;
    }
  /** `from` null: whatever driver took it since (a rescan probes by itself). `override`: how it was before. */
  | {
      readonly do: 'unbind';
      readonly address: PciAddress;
      readonly from: string | null;
      readonly override: string | null;
    }
  /** Asks the drivers to take the device. `host-or-none`: a companion may have no driver at home. */
  | { readonly do: 'probe'; readonly address: PciAddress; readonly want: 'vfio-pci' | 'host' | 'host-or-none' }
  | {
      readonly do: 'switch-power';
      readonly to: 'on' | 'off';
      readonly address: PciAddress;
      readonly by: PowerMeans;
      readonly companions: readonly PciAddress[];
      readonly port: PciAddress | null;
    }
  /** Stops or starts a unit of the host that holds the GPU while it runs. */
  | { readonly do: 'set-service'; readonly service: GpuServiceName; readonly to: 'running' | 'stopped' }
  /** Takes the kernel's text console off the GPU's framebuffer, or gives it back. */
  | { readonly do: 'set-console'; readonly console: string; readonly to: 'bound' | 'unbound' }
  /** Gives the group's file to the user that runs QEMU, or takes it back. */
  | { readonly do: 'own-vfio-node'; readonly group: number; readonly uid: number; readonly was: number }
  /** Only of a card that nobody uses, when a person asks for it. */
  | { readonly do: 'reset'; readonly address: PciAddress }
  /** With bbswitch loaded never of function 0: bbswitch would be left with a dangling pointer (docs/kernel-notes.md, bbswitch). */
  | { readonly do: 'remove-card'; readonly address: PciAddress; readonly port: PciAddress }
  /** Never of function 0: bbswitch would be left with a dangling pointer (docs/kernel-notes.md, bbswitch). */
  | { readonly do: 'remove'; readonly address: PciAddress; readonly port: PciAddress }
  | { readonly do: 'rescan'; readonly port: PciAddress; readonly expect: readonly PciAddress[] };

export type HandoverStepKind = HandoverStep['do'];

/** A step with the heading under which people see it. */
export interface PlannedStep {
  readonly under: StepKind;
  readonly step: HandoverStep;
}

/** One line for the timeline, with whole addresses. */
export function stepDetail(step: HandoverStep): string {
  switch (step.do) {
    case 'set-power-control':
      return `${step.address} power control ${step.was} -> ${step.to}`;
    case 'set-d3cold':
      return `${step.address} D3cold ${step.to ? 'allowed' : 'not allowed'}`;
    case 'wait-awake':
      return `${step.address} awake`;
    case 'unload-module':
      return `module ${step.module} unloaded`;
    case 'load-module':
      return `module ${step.module} loaded`;
    case 'set-override':
      return step.to ? `${step.address} reserved for ${step.to}` : `${step.address} open to any driver`;
    case 'unbind':
      return `${step.address} ${step.from ?? '(any)'} -> (none)`;
    case 'probe':
      return `${step.address} (none) -> ${step.want === 'vfio-pci' ? 'vfio-pci' : 'host driver'}`;
    case 'switch-power':
      return `${step.address} power ${step.to}`;
    case 'set-service':
      return `${step.service} ${step.to === 'running' ? 'started' : 'stopped'}`;
    case 'set-console':
      return `text console ${step.console} ${step.to === 'bound' ? 'back on' : 'off'} the GPU`;
    case 'own-vfio-node':
      return `/dev/vfio/${step.group} given to user ${step.uid}`;
    case 'reset':
      return `${step.address} reset`;
    case 'remove-card':
      return `${step.address} removed from the bus`;
    case 'remove':
      return `${step.address} removed for repair`;
    case 'rescan':
      return `${step.port} rescanned`;
  }
}
