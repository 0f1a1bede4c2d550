import { z } from 'zod';

export const displaySectionSchema = z.object({
  /** `install`: a virtual screen is the first one, for setting the guest up. `gpu`: the lent GPU is. */
  stage: z.enum(['install', 'gpu']).default('install'),
  /** In stage `gpu`: the virtual screen stays beside the GPU. */
  keepVirtual: z.boolean().default(false),
  card: z.enum(['std', 'qxl', 'virtio']).default('std'),
  /** A SPICE socket beside VNC, for remote-viewer on the host. */
  spice: z.boolean().default(false),
  /** Keyboard layout of `-k`; null = keys are sent as they are. */
  keyboard: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z]{2,3})?$/, 'Write a layout such as en-us or de.')
    .nullable()
    .default(null),
});
export type DisplaySection = z.infer<typeof displaySectionSchema>;

/** Whether the guest has a virtual screen, which the console in the browser shows. */
export function hasVirtualScreen({ stage, keepVirtual }: Pick<DisplaySection, 'stage' | 'keepVirtual'>): boolean {
  return stage === 'install' || keepVirtual;
}

export const audioSectionSchema = z.object({
  backend: z.enum(['none', 'pipewire', 'pa', 'spice', 'alsa']).default('none'),
});
export type AudioSection = z.infer<typeof audioSectionSchema>;

const pixels = (min: number, max: number) => {
  const advice = `Use a whole number from ${min} to ${max}.`;
  return z.int(advice).min(min, advice).max(max, advice);
};

export const lookingGlassSchema = z.object({
  width: pixels(320, 7680),
  height: pixels(200, 4320),
  hdr: z.boolean().default(false),
  /** A file in /dev/shm, or the kvmfr module's device. */
  memory: z.enum(['shm', 'kvmfr']).default('shm'),
});
export type LookingGlass = z.infer<typeof lookingGlassSchema>;
