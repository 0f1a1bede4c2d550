import { z } from 'zod';

export const VCPUS_MAX = 255;
/** Highest CPU number that a host is believed to have. */
const HOST_CPU_MAX = 4095;

const count = (max: number) => z.int('Use a whole number.').min(1, 'At least 1.').max(max, `At most ${max}.`);

/** Hyper-V enlightenments as QEMU's `-cpu` spells them (docs/system/i386/hyperv.rst). `hv-spinlocks` means 0x1fff tries. */
export const HYPERV_FLAGS = [
  'hv-relaxed',
  'hv-vapic',
  'hv-spinlocks',
  'hv-vpindex',
  'hv-runtime',
  'hv-time',
  'hv-synic',
  'hv-stimer',
  'hv-stimer-direct',
  'hv-reset',
  'hv-frequencies',
  'hv-reenlightenment',
  'hv-tlbflush',
  'hv-tlbflush-ext',
  'hv-ipi',
  'hv-xmm-input',
  'hv-avic',
  'hv-evmcs',
] as const;
export type HypervFlag = (typeof HYPERV_FLAGS)[number];

export const hypervSchema = z.discriminatedUnion('preset', [
  z.object({ preset: z.enum(['off', 'minimal', 'linux', 'windows']) }),
  z.object({ preset: z.literal('custom'), flags: z.array(z.enum(HYPERV_FLAGS)).max(HYPERV_FLAGS.length) }),
]);
export type Hyperv = z.infer<typeof hypervSchema>;

const hostCpus = z.array(z.int().min(0).max(HOST_CPU_MAX)).max(HOST_CPU_MAX + 1);

/** Which host CPUs each thread may use. An empty list = the thread is free. */
export const pinningSchema = z.object({
  /** By vCPU number. */
  vcpus: z.array(hostCpus).max(VCPUS_MAX),
  emulator: hostCpus.default([]),
  iothreads: hostCpus.default([]),
});
export type Pinning = z.infer<typeof pinningSchema>;

export const cpuSectionSchema = z.object({
  /** `host` passes the host's CPU through (under TCG: the most that it can do). Else a model of `-cpu help`. */
  model: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'This is no CPU model of QEMU.')
    .default('host'),
  sockets: count(16).default(1),
  cores: count(VCPUS_MAX).default(1),
  threads: count(8).default(1),
  /** `+name` or `-name`, as `-cpu` takes them. */
  features: z
    .array(z.string().regex(/^[+-][a-z0-9][a-z0-9._-]{0,40}$/i, 'Write +name or -name.'))
    .max(64)
    .default([]),
  /** kvm=off: the KVM leaf does not show. Drivers before 465 refuse a card inside a machine. */
  hideHypervisor: z.boolean().default(false),
  /** What Hyper-V's leaf says instead of its own name; at most 12 characters fit. */
  vendorId: z
    .string()
    .regex(/^[A-Za-z0-9]{1,12}$/, 'Use 1 to 12 letters or digits.')
    .nullable()
    .default(null),
  hyperv: hypervSchema.default({ preset: 'off' }),
  pinning: pinningSchema.nullable().default(null),
  /** While the machine is up, the host's own services keep off the pinned CPUs (systemd AllowedCPUs, put back afterwards). */
  isolate: z.boolean().default(false),
});
export type CpuSection = z.infer<typeof cpuSectionSchema>;
