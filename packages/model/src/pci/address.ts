import { z } from 'zod';

/** A whole PCI address with its domain, lower case, as the kernel prints it: `0000:01:00.0`. */
export type PciAddress = string & { readonly __brand: 'PciAddress' };

const PCI_ADDRESS = /^[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]$/;

/** @returns true when `text` is a whole PCI address. Short forms (`01:00.0`) are refused: the domain matters. */
export function isPciAddress(text: string): text is PciAddress {
  return PCI_ADDRESS.test(text);
}

/** Parses at the edge. @throws RangeError when `text` is not a whole address. */
export function pciAddress(text: string): PciAddress {
  const lower = text.toLowerCase();
  if (!isPciAddress(lower)) throw new RangeError(`not a whole PCI address: ${JSON.stringify(text)}`);
  return lower;
}

export const pciAddressSchema = z.string().refine(isPciAddress, 'Write the whole PCI address, such as 0000:01:00.0');

/** The slot of a function: `0000:01:00` for `0000:01:00.1`. Functions of a slot change hands together. */
export function slotOf(address: PciAddress): string {
  return address.slice(0, address.lastIndexOf('.'));
}

/** The function number within its slot, 0 to 7. */
export function functionOf(address: PciAddress): number {
  return Number(address.slice(-1));
}
