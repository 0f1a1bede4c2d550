import { join } from 'node:path';
import type { PciAddress } from '@baton/model/pci/address';
import { ROM_MAX_BYTES } from '@baton/model/rom/report';
import type { CardRom } from '../../../ports/card-rom';
import { WriteError } from '../../../ports/kernel-errors';
import type { KernelLog } from './kernel-log';
import { type OneShot, writeInChild } from './one-shot';
import { exists } from './sysfs';

const DEADLINE_MS = 10_000;
const READ_DEADLINE_MS = 30_000;
const MIB = 1024 * 1024;
/** `Invalid PCI ROM header signature: expecting 0xaa55, got 0xffff` (drivers/pci/rom.c): the card has none of its own. */
const KERNEL_WORDS = /ROM header|ROM.*signature|PCIR/;

/**
 * `/sys/bus/pci/devices/…/rom` of a real host (Documentation/ABI/testing/sysfs-bus-pci): shown while it is switched on, so it is
 * switched off again whatever happens. Each touch is a child with a deadline, for the read waits for the device.
 */
export class LinuxCardRom implements CardRom {
  constructor(
    private readonly parts: { readonly sysfsRoot: string; readonly oneShot: OneShot; readonly log: KernelLog },
  ) {}

  async dump(address: PciAddress, toFile: string): Promise<boolean> {
    const rom = join(this.parts.sysfsRoot, 'bus/pci/devices', address, 'rom');
    if (!(await exists(rom))) return false;
    const { result: refusal, words } = await this.parts.log.during(KERNEL_WORDS, async () => {
      await this.#show(rom, address, '1');
      try {
        return await this.#copy(rom, address, toFile);
      } finally {
        await this.#show(rom, address, '0');
      }
    });
    if (refusal !== null) throw new WriteError(rom, [refusal, words].filter(Boolean).join('. '));
    return true;
  }

  #show(rom: string, address: PciAddress, text: '1' | '0'): Promise<void> {
    const doing = `${text === '1' ? 'show' : 'hide'} the ROM of ${address}`;
    return writeInChild(this.parts.oneShot, { doing, path: rom, text, deadlineMs: DEADLINE_MS });
  }

  /** @returns the kernel's refusal, or null */
  async #copy(rom: string, address: PciAddress, toFile: string): Promise<string | null> {
    // The kernel gives a page at a time; what is larger than any ROM is not read to its end.
    const blocks = ['bs=1M', `count=${ROM_MAX_BYTES / MIB + 1}`, 'iflag=fullblock', 'conv=excl', 'status=none'];
    const { exitCode, words } = await this.parts.oneShot.run({
      doing: `read the ROM of ${address}`,
      argv: ['dd', `if=${rom}`, `of=${toFile}`, ...blocks],
      deadlineMs: READ_DEADLINE_MS,
    });
    return exitCode === 0 ? null : words.slice(words.lastIndexOf(': ') + 2);
  }
}
