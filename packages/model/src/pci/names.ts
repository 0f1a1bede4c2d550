/**
 * The name on the box of what a pci.ids name stands for: it is in brackets after the chip's, “GP104GLM [Quadro P5000 Mobile]”.
 * A name without brackets at its end is the product's already.
 */
export function productName(name: string): string {
  return /\[([^[\]]+)\]\s*$/.exec(name)?.[1]?.trim() || name;
}
