import type { ProfileDefinition } from '../profile/definition';
import type { ArgumentReason, QemuArgument } from './argument';
import type { GpuAssignment } from './assignment';
import type { QemuFacts } from './facts';
import type { Json } from './option-text';

/** What every section compiles from. */
export interface Compiling {
  readonly profile: ProfileDefinition;
  readonly gpu: GpuAssignment | null;
  readonly facts: QemuFacts;
}

/** A section of the command line. */
export type Section = (compiling: Compiling) => readonly QemuArgument[];

/** Where an argument comes from: our reason, and the profile's field (null = Baton's own). */
export interface Origin {
  readonly why: ArgumentReason;
  readonly field: string | null;
}

export function argument({ why, field }: Origin, ...words: readonly string[]): QemuArgument {
  return { words, why, field };
}

/**
 * JSON throughout: QEMU makes `key=value` devices before the JSON ones, and one without an address takes the GPU's slot
 * (docs/kernel-notes.md, QEMU). It also keeps commas in paths from becoming options.
 */
export function device(origin: Origin, json: Json): QemuArgument {
  return argument(origin, '-device', JSON.stringify(json));
}

export function blockNode(origin: Origin, json: Json): QemuArgument {
  return argument(origin, '-blockdev', JSON.stringify(json));
}

export function object(origin: Origin, json: Json): QemuArgument {
  return argument(origin, '-object', JSON.stringify(json));
}

/** `on` or `off`, as QEMU's options say yes and no. */
export function onOff(on: boolean): 'on' | 'off' {
  return on ? 'on' : 'off';
}
