/** Every state change is one of these. The UI keeps queries and refreshes the ones that the event names. */
export const STREAM_EVENT_KINDS = [
  'machine',
  'machines',
  'gpu',
  'operation',
  'profile',
  /** The library: files of the storage folders, and uploads to them. */
  'storage',
  /** A USB device of the host came or went. */
  'usb',
  'alert',
  /** A line of the history was written; `subject` is what it is about. */
  'activity',
  'host',
  'session',
  'reload',
] as const;
export type StreamEventKind = (typeof STREAM_EVENT_KINDS)[number];

/**
 * `id` = `<boot epoch>-<counter>`: a resumed client of an earlier boot gets `reload` instead of a silent gap.
 * `subject` is the machine's, operation's or profile's id when there is one.
 */
export interface StreamEvent {
  readonly id: string;
  readonly at: number;
  readonly kind: StreamEventKind;
  readonly subject?: string;
}
