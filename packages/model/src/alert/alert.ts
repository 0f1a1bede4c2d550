import { z } from 'zod';
import type { EndCause } from '../machine/state';

/** What is worth an alert, with the facts of each. */
export interface AlertFacts {
  'gpu-hot': { readonly celsius: number; readonly limit: number };
  'disk-nearly-full': { readonly path: string; readonly freeBytes: number; readonly limitBytes: number };
  /** Its disk was full, or could not be written: the machine waits. */
  'machine-paused': { readonly reason: 'disk-full' | 'io-error' };
  'guest-crashed': Readonly<Record<string, never>>;
  'machine-ended': { readonly cause: EndCause };
  'memory-failure': Readonly<Record<string, never>>;
}
export type AlertKind = keyof AlertFacts;

/** A kind with its facts. */
export type Alert = { [Kind in AlertKind]: { readonly kind: Kind; readonly facts: AlertFacts[Kind] } }[AlertKind];

/** What an alert is about. The name is kept: it outlives the profile. */
export interface AlertSubject {
  readonly kind: 'machine' | 'gpu' | 'host';
  readonly id: string;
  readonly name: string;
}

/** When an alert is raised. A state has to last, and has to be well over before it is raised again. */
export const alertRulesSchema = z.object({
  gpuHot: z.object({ enabled: z.boolean(), celsius: z.number().int().min(50).max(120) }),
  diskNearlyFull: z.object({ enabled: z.boolean(), freeGiB: z.number().min(0.1).max(10_000) }),
  machine: z.object({ enabled: z.boolean() }),
});
export type AlertRules = z.infer<typeof alertRulesSchema>;

/** Cards throttle themselves near 90 °C; a guest writes 5 GiB in a minute. */
export const DEFAULT_ALERT_RULES: AlertRules = {
  gpuHot: { enabled: true, celsius: 87 },
  diskNearlyFull: { enabled: true, freeGiB: 5 },
  machine: { enabled: true },
};
