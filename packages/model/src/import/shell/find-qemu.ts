import { refuse } from '../refuse';
import { WRAPPERS } from './host-setup';
import type { Script, ShellCommand } from './script';
import type { Expanded } from './variables';

/** The command of a script that starts the machine. */
export interface QemuCommand {
  readonly command: ShellCommand;
  /** What stands before the binary, such as `sudo` and `taskset -c 1-3`. */
  readonly wrapper: readonly Expanded[];
  readonly words: readonly Expanded[];
  /** Argument lines that the shell takes for commands of their own, because a backslash is missing. */
  readonly unreached: readonly ShellCommand[];
}

const BINARY = /(^|\/)(qemu-system-([\w-]+)|qemu-kvm|kvm)$/;
const WRAPPED_WORDS_MAX = 24;

/** @throws ProblemError `import.refused` when there is none, or it is for another architecture */
export function findQemu({ commands }: Script): QemuCommand {
  const found = commands.flatMap((command, index) => {
    const at = binaryAt(command);
    return at === -1 ? [] : [{ command, index, at }];
  });
  // A script may start QEMU in several ways; the one that says most is the machine.
  const best = found.reduce<(typeof found)[number] | undefined>(
    (most, one) => (!most || one.command.words.length > most.command.words.length ? one : most),
    undefined,
  );
  if (!best) return refuse('no-qemu');
  const { command, index, at } = best;
  const architecture = BINARY.exec(command.words[at]?.text ?? '')?.[3];
  if (architecture && !/^(x86_64|i386)([.-]|$)/.test(architecture)) refuse('wrong-architecture');
  return {
    command,
    wrapper: command.words.slice(0, at),
    words: command.words.slice(at + 1),
    unreached: unreachedAfter(commands, index),
  };
}

/** Where the binary stands in a command: first, or behind words that run what follows them. */
function binaryAt({ words }: ShellCommand): number {
  const first = words[0]?.text ?? '';
  const name = first.slice(first.lastIndexOf('/') + 1);
  const reach = WRAPPERS.has(name) ? Math.min(words.length, WRAPPED_WORDS_MAX) : 1;
  for (let at = 0; at < reach; at++) if (BINARY.test(words[at]?.text ?? '')) return at;
  return -1;
}

/** Commands right after it that begin with an option: their line was to belong to QEMU's. */
function unreachedAfter(commands: readonly ShellCommand[], index: number): ShellCommand[] {
  const found: ShellCommand[] = [];
  for (const command of commands.slice(index + 1)) {
    if (!/^--?[a-z]/i.test(command.words[0]?.text ?? '')) break;
    found.push(command);
  }
  return found;
}
