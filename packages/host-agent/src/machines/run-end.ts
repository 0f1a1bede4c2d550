import { endWords } from '@baton/model/describe';
import type { EndCause, RunEnd } from '@baton/model/machine/state';
import { z } from 'zod';

const CAUSES = {
  'guest-powered-off': true,
  'shut-down': true,
  'forced-off': true,
  'guest-panicked': true,
  'ended-by-host': true,
  crashed: true,
  'start-failed': true,
  'ended-unseen': true,
} satisfies Record<EndCause, true>;

const runEndSchema = z.object({
  at: z.number(),
  cause: z.enum(Object.keys(CAUSES) as [EndCause, ...EndCause[]]),
  exitCode: z.number().optional(),
  signal: z.string().optional(),
  words: z.string().optional(),
  rung: z.enum(['agent', 'acpi']).optional(),
});

/** The end of a run as the database has it; undefined for what a later version wrote. */
export function storedRunEnd(json: unknown): RunEnd | undefined {
  const parsed = runEndSchema.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

/** One line for the timeline: why, and the exit status where there is one. */
export function runEndLine({ cause, exitCode, signal, rung }: RunEnd): string {
  const status = signal ? `signal ${signal}` : exitCode !== undefined ? `exit code ${exitCode}` : '';
  return [endWords(cause, rung), status].filter(Boolean).join(', ');
}
