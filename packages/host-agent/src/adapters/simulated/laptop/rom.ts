import { writeFile } from 'node:fs/promises';
import { writeRom } from '@baton/model/rom/write';
import type { CardRom } from '../../../ports/card-rom';
import { find } from './drivers';
import type { SimulatedLaptop } from './laptop';
import type { LaptopState, SimulatedFunction } from './state';

const NO_ANSWER = 'Input/output error';
/** Laptops whose card has no ROM of its own: it is a part of the system firmware. */
const ROM_IN_FIRMWARE: readonly string[] = ['rtd3'];
const LEGACY_BLOCKS = 123;
const UEFI_BLOCKS = 94;

/** The ROM of the simulated card: headers alone, with its ids. */
export function simulatedRom(laptop: SimulatedLaptop): CardRom {
  return {
    async dump(address, toFile) {
      await laptop.write({
        operation: 'rom',
        address,
        deed: (state) => refusalOf(state, find(state, address)),
      });
      const fn = find(laptop.state, address);
      if (!fn) return false;
      const { vendorId, deviceId, classCode } = fn;
      const card = { vendorId, deviceId, classCode: classCode.toString(16).padStart(6, '0') };
      const images = [
        { ...card, type: 'legacy', blocks: LEGACY_BLOCKS },
        { ...card, type: 'uefi', blocks: UEFI_BLOCKS, compressed: true },
      ] as const;
      await writeFile(toFile, writeRom(images), { flag: 'wx' });
      return true;
    },
  };
}

function refusalOf(state: LaptopState, fn: SimulatedFunction | undefined): string | undefined {
  if (!fn) return 'No such device';
  if (ROM_IN_FIRMWARE.includes(state.scenario)) {
    return `${NO_ANSWER}. Invalid PCI ROM header signature: expecting 0xaa55, got 0xffff`;
  }
  return fn.deaf !== 'no' || fn.registersLost || state.power.card === 'off' ? NO_ANSWER : undefined;
}
