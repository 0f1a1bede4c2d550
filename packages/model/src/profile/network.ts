import { z } from 'zod';

export const NICS_MAX = 8;

const port = z.int('Use a whole number.').min(1, 'Ports begin at 1.').max(65535, 'Ports end at 65535.');

/** A port of the host that leads into the guest. */
export const portForwardSchema = z.object({
  protocol: z.enum(['tcp', 'udp']).default('tcp'),
  /** `127.0.0.1` keeps it on this host; `0.0.0.0` opens it to the network. */
  hostAddress: z.ipv4('Write an IPv4 address.').default('127.0.0.1'),
  hostPort: port,
  guestPort: port,
});
export type PortForward = z.infer<typeof portForwardSchema>;

const forwards = z.array(portForwardSchema).max(32).default([]);

export const nicConnectionSchema = z.discriminatedUnion('kind', [
  /** QEMU's own user-mode network: no privilege, the guest reaches out, only forwards reach in. */
  z.object({ kind: z.literal('user'), forwards }),
  /** passt in place of it: faster, and IPv6. */
  z.object({ kind: z.literal('passt'), forwards }),
  /** A tap device of ours with NAT on 192.168.99.0/24, as the guide has it. */
  z.object({ kind: z.literal('nat') }),
  /** A bridge that the host has already. Wi-Fi cannot be bridged. */
  z.object({
    kind: z.literal('bridge'),
    bridge: z.string().regex(/^[A-Za-z0-9][\w.-]{0,14}$/, 'Interface names have at most 15 characters.'),
  }),
]);
export type NicConnection = z.infer<typeof nicConnectionSchema>;

/** Locally administered unicast, kept so that the guest's network settings survive. */
const mac = z
  .string()
  .regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/, 'Write six pairs of hexadecimal digits.')
  .refine((text) => (Number.parseInt(text.slice(0, 2), 16) & 0b11) === 0b10, {
    message: 'Use a locally administered address, such as 52:54:00:12:34:56.',
  });

const nicOptions = {
  connection: nicConnectionSchema.default({ kind: 'user', forwards: [] }),
  model: z.enum(['virtio', 'e1000e', 'rtl8139']).default('virtio'),
};

export const nicSchema = z.object({ ...nicOptions, mac });
export type Nic = z.infer<typeof nicSchema>;

/** In a draft the address may be left to the agent. */
export const draftNicSchema = z.object({ ...nicOptions, mac: mac.optional() });
export type DraftNic = z.infer<typeof draftNicSchema>;
