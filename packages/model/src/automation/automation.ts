import { z } from 'zod';

/** A time of the week, in the host's own time zone. */
export const scheduleSchema = z.object({
  verb: z.enum(['start', 'shut-down']),
  /** 1 = Monday ... 7 = Sunday (ISO 8601). */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1, 'Choose at least one day.').max(7),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time as 07:30.'),
  enabled: z.boolean(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const automationSchema = z.object({
  /** Started when Baton starts on a freshly booted host; never after an upgrade or a crash of the agent. */
  autostart: z.object({
    enabled: z.boolean(),
    /** The smallest goes first. */
    order: z.number().int().min(0).max(999),
    /** Waited before the next one, seconds. */
    delayS: z.number().int().min(0).max(3600),
  }),
  schedules: z.array(scheduleSchema).max(20),
});
export type Automation = z.infer<typeof automationSchema>;

export const NO_AUTOMATION: Automation = {
  autostart: { enabled: false, order: 0, delayS: 0 },
  schedules: [],
};
