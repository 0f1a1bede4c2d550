import type { Database } from '@baton/db';
import { z } from 'zod';

const notesSchema = z.record(z.string(), z.object({ at: z.number(), frozen: z.boolean().nullable() })).catch({});
type Notes = z.infer<typeof notesSchema>;

/** QEMU writes the date before we do. A snapshot of the same name that is further away is somebody else's. */
const SAME_WITHIN_MS = 60_000;

/** Whether a guest was frozen when a snapshot was taken, null = it was off: an image has no place for that. */
export class SnapshotNotes {
  constructor(private readonly settings: Pick<Database['settings'], 'get' | 'set' | 'remove'>) {}

  /** @returns what is known of a snapshot of that name and date */
  async of(machineId: string): Promise<(name: string, at: number) => boolean | null> {
    const notes = await this.#read(machineId);
    return (name, at) => {
      const note = notes[name];
      return note && Math.abs(note.at - at) < SAME_WITHIN_MS ? note.frozen : null;
    };
  }

  async keep(machineId: string, name: string, note: Notes[string]): Promise<void> {
    await this.settings.set(keyOf(machineId), { ...(await this.#read(machineId)), [name]: note });
  }

  async forget(machineId: string, name: string): Promise<void> {
    const { [name]: _, ...rest } = await this.#read(machineId);
    await this.settings.set(keyOf(machineId), rest);
  }

  /** The machine is deleted. */
  async forgetAll(machineId: string): Promise<void> {
    await this.settings.remove(keyOf(machineId));
  }

  async #read(machineId: string): Promise<Notes> {
    return notesSchema.parse((await this.settings.get(keyOf(machineId))) ?? {});
  }
}

function keyOf(machineId: string): string {
  return `snapshots.${machineId}`;
}
