/** What a start tells of the host's side besides its steps, and what could not be taken back after the end. */
export type OutfitNote =
  | { readonly kind: 'no-dhcp'; readonly gateway: string; readonly guest: string }
  | { readonly kind: 'forwarding-blocked'; readonly by: string }
  | { readonly kind: 'not-isolated'; readonly words: string }
  | { readonly kind: 'hook-failed'; readonly command: string; readonly words: string }
  | { readonly kind: 'not-undone'; readonly what: NotUndone; readonly name: string; readonly words: string };

/** Kinds of things that an outfit sets up. */
export type NotUndone = 'pool' | 'mount' | 'file' | 'process' | 'network' | 'device' | 'isolation' | 'journal';

const NOT_UNDONE = {
  pool: (name) => `The huge pages (${name}) were not given back`,
  mount: (name) => `${name} is still mounted`,
  file: (name) => `${name} was not removed`,
  process: (name) => `${name} still runs`,
  network: (name) => `The network device ${name} is still there`,
  device: (name) => `The device ${name} did not return to the host`,
  isolation: () => 'The host’s own services still keep off the machine’s CPUs',
  journal: () => 'What was set up for the machine could not be read back',
} satisfies Record<NotUndone, (name: string) => string>;

export function outfitWords(note: OutfitNote): string {
  switch (note.kind) {
    case 'no-dhcp':
      return `dnsmasq is not installed, so nobody gives the guest an address: set ${note.guest}/24 with gateway ${note.gateway} in it, or install dnsmasq.`;
    case 'forwarding-blocked':
      return `${note.by} drops what this host forwards, so the guest may not reach out: allow the bridge baton0 there.`;
    case 'not-isolated':
      return `The host’s own services were not kept off the machine’s CPUs (${note.words}). The machine runs all the same.`;
    case 'hook-failed':
      return `The command ${note.command} after the stop failed (${note.words}). The machine’s log has what it said.`;
    case 'not-undone':
      return `${NOT_UNDONE[note.what](note.name)} (${note.words}). Baton tries again at the next start of this machine.`;
  }
}
