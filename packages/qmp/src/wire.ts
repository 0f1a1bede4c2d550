/**
 * The four kinds of message that QEMU sends, told apart by their keys.
 * Source: QEMU docs/interop/qmp-spec, sections 2.2 (greeting), 2.4 (replies) and 2.5 (events).
 */

/** What we send. `id` comes back with the reply. */
export interface QmpRequest {
  readonly execute: string;
  readonly arguments?: object | undefined;
  readonly id: number;
}

/** The version that QEMU tells in its greeting and in `query-version`. */
export interface QemuVersion {
  readonly qemu: { readonly major: number; readonly minor: number; readonly micro: number };
  /** The distribution's own version text, for example "Debian 1:7.2+dfsg-7". */
  readonly package: string;
}

/** The first message of a connection. It arrives before devices are realized: it does not mean that QEMU started well. */
export interface QmpGreeting {
  readonly QMP: { readonly version: QemuVersion; readonly capabilities: readonly string[] };
}

/** The classes of QMP errors. Match on these, show `desc`. Other texts are possible in other versions. */
export type QmpErrorClass =
  | 'GenericError'
  | 'CommandNotFound'
  | 'DeviceNotActive'
  | 'DeviceNotFound'
  | 'KVMMissingCap'
  | (string & {});

export interface QmpFailure {
  readonly class: QmpErrorClass;
  readonly desc: string;
}

/** An event as it came. `seconds` is -1 where QEMU could not tell the time. */
export interface QmpEvent {
  readonly event: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly timestamp: { readonly seconds: number; readonly microseconds: number };
}

export type QmpReply =
  | { readonly kind: 'return'; readonly id: unknown; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: unknown; readonly failure: QmpFailure };

export type QmpMessage =
  | QmpReply
  | { readonly kind: 'event'; readonly event: QmpEvent }
  | { readonly kind: 'greeting'; readonly greeting: QmpGreeting };

/** Names the kind of a decoded message; `undefined` for what is no QMP message at all. */
export function classify(message: unknown): QmpMessage | undefined {
  if (!isRecord(message)) return undefined;
  if ('return' in message) return { kind: 'return', id: message.id, value: message.return };
  if (typeof message.event === 'string') return { kind: 'event', event: message as unknown as QmpEvent };
  if (isFailure(message.error)) return { kind: 'error', id: message.id, failure: message.error };
  if (isGreeting(message)) return { kind: 'greeting', greeting: message };
  return undefined;
}

function isFailure(value: unknown): value is QmpFailure & Record<string, unknown> {
  return isRecord(value) && typeof value.class === 'string' && typeof value.desc === 'string';
}

function isGreeting(value: Record<string, unknown>): value is QmpGreeting & Record<string, unknown> {
  return isRecord(value.QMP) && isRecord(value.QMP.version) && isRecord(value.QMP.version.qemu);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
