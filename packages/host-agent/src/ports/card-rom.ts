import type { PciAddress } from '@baton/model/pci/address';

/** The ROM on the card itself, as the kernel shows it. */
export interface CardRom {
  /**
   * Reads it whole into a new file. Whoever asks has made sure that the card is awake and that no driver of the host has it: this
   * would wake it, or disturb the driver.
   * @returns false when the kernel offers none. @throws WriteError in the kernel's words, or StuckError; part of the file may be left
   */
  dump(address: PciAddress, toFile: string): Promise<boolean>;
}
