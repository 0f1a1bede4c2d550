import { MACHINE_NAME_MAX_LENGTH } from '../../machine/name';
import type { ProfileDraftInput } from '../../profile/definition';
import { refuse } from '../refuse';
import type { ImportedPart, ImportNote } from '../result';
import { readAudio } from './audio';
import { bootOrder, readBoot } from './boot';
import { readChannels } from './channels';
import { readCpu, readPinning, readTopology } from './cpu';
import { readDisplay } from './display';
import { readFirmware, readTpm } from './firmware';
import { readHostPci, readHostUsb } from './host-devices';
import { readInput } from './input';
import { Intake, type Surroundings } from './intake';
import { readLeftovers } from './leftovers';
import { readLookingGlass } from './looking-glass';
import { readActions, readClock, readGlobals, readMachine, readName } from './machine';
import { readMemory } from './memory';
import { readNetwork } from './network';
import { type ArgvWord, readOptions } from './options';
import { readSmbios } from './smbios';
import { readStorage, readStorageControllers } from './storage';

/** No command line of a machine has more. */
const WORDS_MAX = 5000;

/** In this order: what others depend on comes first, and what nobody took comes last. */
const READERS: readonly ((intake: Intake) => void)[] = [
  ...[readName, readMachine, readFirmware, readTpm, readSmbios, readActions, readClock, readGlobals],
  ...[readCpu, readTopology, readPinning, readMemory],
  ...[readHostPci, readHostUsb, readStorage, readStorageControllers, readNetwork, readBoot],
  ...[readDisplay, readAudio, readLookingGlass, readInput, readChannels, readLeftovers],
];

export interface ReadArguments {
  readonly draft: ProfileDraftInput;
  readonly parts: readonly ImportedPart[];
  readonly findings: readonly ImportNote[];
}

/** The arguments of QEMU, without its binary, as a draft: each one becomes fields, is kept, or is lost by name. */
export function readQemu(words: readonly ArgvWord[], around: Surroundings): ReadArguments {
  if (words.length > WORDS_MAX) refuse('too-large');
  const intake = new Intake(readOptions(words), around);
  for (const read of READERS) read(intake);
  tellUnset(intake, words);
  const { draft } = intake;
  if (draft.machine.clock === 'localtime') draft.guest = 'windows';
  const boot = intake.backend('device', 'rp-gpu') && intake.bootIndexes.length === 0 ? [] : bootOrder(intake);
  return {
    draft: { ...draft, name: fittingName(draft.name), boot: boot.slice(0, 32) },
    parts: intake.parts(),
    findings: intake.findings,
  };
}

function tellUnset(intake: Intake, words: readonly ArgvWord[]): void {
  const told = new Set<string>();
  for (const word of words) {
    for (const variable of word.unset) {
      if (!told.has(variable)) intake.tell(word, ['variable-unset', { variable }]);
      told.add(variable);
    }
  }
}

/** What people call a machine, with what a name may not have replaced. */
export function fittingName(text: string): string {
  const fitting = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, MACHINE_NAME_MAX_LENGTH)
    .replace(/[ ]+$/, '');
  return fitting || 'imported';
}
