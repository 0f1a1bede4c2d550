import { fail } from '@baton/model/problem';
import type { ImageTool } from '../../ports/images';
import type { ReadableEntry } from '../../profiles/book';
import type { MachineMemories } from './memory';

export interface DamageDeps {
  readonly memories: MachineMemories;
  readonly images: Pick<ImageTool, 'faults'>;
}

/**
 * A machine whose image QEMU found damaged does not start again before a check finds nothing, or the image is none of its disks any
 * more: a guest that goes on writing destroys what could be saved.
 * @throws ProblemError `image.corrupted`
 */
export async function refuseDamaged(
  { memories, images }: DamageDeps,
  { id, definition }: ReadableEntry,
  paths: readonly string[],
): Promise<void> {
  const { damaged } = await memories.of(id);
  if (!damaged) return;
  if (paths.includes(damaged.path)) {
    const words = await images.faults(damaged.path);
    if (words !== null) fail('image.corrupted', { name: definition.name, path: damaged.path, words });
  }
  await memories.change(id, { damaged: null });
}
