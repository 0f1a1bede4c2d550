export const ROLES = ['admin', 'operator', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Every procedure names the permission that it needs. */
export const PERMISSIONS = [
  'host.view',
  /** What this host tells to others: the door for Prometheus. */
  'host.configure',
  'gpu.view',
  'gpu.move',
  /** Which power switch is used: acpi_call runs what it is told. */
  'gpu.configure',
  'machine.view',
  'machine.operate',
  'machine.console',
  /** QEMU's own monitor: whoever has it can do what QEMU can. */
  'machine.monitor',
  'profile.view',
  'profile.edit',
  /** Arguments that QEMU gets as they are, and commands that Baton runs. */
  'profile.extra',
  'storage.view',
  'storage.edit',
  'account.own',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const VIEW: readonly Permission[] = [
  'host.view',
  'gpu.view',
  'machine.view',
  'profile.view',
  'storage.view',
  'account.own',
];

const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: VIEW,
  operator: [...VIEW, 'gpu.move', 'machine.operate', 'machine.console'],
  admin: PERMISSIONS,
};

/** @returns true when `role` holds `permission`. */
export function may(role: Role, permission: Permission): boolean {
  return GRANTS[role].includes(permission);
}

/** Who asks: a person with a session, the local command line, or Baton itself (autostart, recovery). */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly via: 'browser' | 'command-line' | 'baton';
  /** The session that speaks, when it is a browser. */
  readonly sessionId?: string;
}

export const PASSWORD_MIN_LENGTH = 10;
export const PASSWORD_MAX_LENGTH = 256;
