/** What a machine told of itself, without being asked, with the facts of each. The words stand in words/news.ts. */
export interface MachineNewsFacts {
  'guest-panicked': { readonly action: string };
  /** It crashed, and a kernel of its own that keeps its memory runs now. */
  'guest-crash-kernel': Readonly<Record<string, never>>;
  'disk-full': { readonly disk: string; readonly waits: boolean };
  'disk-error': {
    readonly disk: string;
    readonly doing: 'read' | 'write';
    readonly reason: string;
    readonly waits: boolean;
  };
  'image-damaged': { readonly disk: string; readonly fatal: boolean };
  watchdog: { readonly action: string };
  'memory-failure': { readonly of: 'host' | 'guest'; readonly action: string };
  'device-gone': { readonly device: string };
  'unplug-refused': { readonly device: string };
  'fell-asleep': { readonly toDisk: boolean };
  'woke-up': Readonly<Record<string, never>>;
  'tray-moved': { readonly drive: string; readonly open: boolean };
  /** Seconds that the guest's clock is ahead of what the host gives it. */
  'clock-set': { readonly aheadSeconds: number };
  restarted: { readonly byGuest: boolean };
}

export type MachineNewsKind = keyof MachineNewsFacts;

export type MachineNews = {
  [Kind in MachineNewsKind]: { readonly news: Kind; readonly facts: MachineNewsFacts[Kind] };
}[MachineNewsKind];
