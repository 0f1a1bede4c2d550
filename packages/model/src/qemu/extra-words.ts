/** What a person may add: `true` = it takes a value. Everything else fights with ours, or does what a machine of Baton's must not. */
const ALLOWED: Readonly<Record<string, boolean>> = {
  M: true,
  acpitable: true,
  append: true,
  audiodev: true,
  blockdev: true,
  cdrom: true,
  chardev: true,
  compat: true,
  d: true,
  debugcon: true,
  dfilter: true,
  device: true,
  drive: true,
  fsdev: true,
  fw_cfg: true,
  global: true,
  icount: true,
  initrd: true,
  kernel: true,
  machine: true,
  'mem-prealloc': false,
  msg: true,
  netdev: true,
  'no-fd-bootchk': false,
  numa: true,
  object: true,
  'option-rom': true,
  parallel: true,
  seed: true,
  serial: true,
  smbios: true,
  trace: true,
  usb: false,
  virtfs: true,
};

/** One option of a person's, with its value where it has one. `allowed` undefined = a word that is no option, or one too many. */
export interface ExtraOption {
  /** As it was written. */
  readonly words: readonly string[];
  /** Without its dashes; null = a bare word, which QEMU takes for a disk. */
  readonly name: string | null;
  readonly value: string | null;
  readonly allowed: boolean;
  /** Its place in the list of words. */
  readonly index: number;
}

/** Splits the words as QEMU does: an option that takes a value takes the next word, whatever it looks like. */
export function extraOptions(words: readonly string[]): readonly ExtraOption[] {
  const options: ExtraOption[] = [];
  for (let index = 0; index < words.length; ) {
    const option = read(words, index);
    options.push(option);
    index += option.words.length;
  }
  return options;
}

function read(words: readonly string[], index: number): ExtraOption {
  const [word = '', next] = words.slice(index);
  const name = /^--?(?=[^-])(.+)$/su.exec(word)?.[1] ?? null;
  const takesValue = name === null ? undefined : Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
  if (takesValue === true) {
    const value = next ?? null;
    // A value that is missing would be ours: the next argument of the command line.
    const allowed = value !== null && !value.startsWith('-');
    return { words: value === null ? [word] : [word, value], name, value, allowed, index };
  }
  if (takesValue === false || name === null) {
    return { words: [word], name, value: null, allowed: takesValue === false, index };
  }
  // One that is refused takes along what looks like its value, so that both are told and removed together.
  const value = next === undefined || next.startsWith('-') ? null : next;
  return { words: value === null ? [word] : [word, value], name, value, allowed: false, index };
}
