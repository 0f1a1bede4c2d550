import type { ProfileDefinition } from '../profile/definition';

/** A device's place in the boot order as QEMU takes it, from 1; nothing for one that is not tried. */
export function bootIndex({ boot }: Pick<ProfileDefinition, 'boot'>, entry: string): { readonly bootindex?: number } {
  const place = boot.indexOf(entry);
  return place < 0 ? {} : { bootindex: place + 1 };
}
