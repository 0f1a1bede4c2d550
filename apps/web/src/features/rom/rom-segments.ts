import type { RomImage, RomReport } from '@baton/model/rom/report';

/** A stretch of a ROM file. Lengths in bytes. */
export interface RomSegment {
  readonly kind: 'before' | 'image' | 'after';
  readonly length: number;
  readonly image?: RomImage;
}

/** The file from its first byte to its last: what stands before the chain, each image, what follows. */
export function romSegments({ sizeBytes, startsAt, images }: RomReport): readonly RomSegment[] {
  if (startsAt === null || images.length === 0) return sizeBytes > 0 ? [{ kind: 'after', length: sizeBytes }] : [];
  const lengths = images.map((image): RomSegment => ({ kind: 'image', length: image.length, image }));
  const end = startsAt + images.reduce((sum, { length }) => sum + length, 0);
  return [
    ...(startsAt > 0 ? [{ kind: 'before', length: startsAt } as const] : []),
    ...lengths,
    ...(end < sizeBytes ? [{ kind: 'after', length: sizeBytes - end } as const] : []),
  ];
}
