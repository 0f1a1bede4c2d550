import type { Actor } from '@baton/model/access/roles';
import type { KeyboardLayout } from '@baton/model/keyboard/layouts';

/** The picture of a machine's screen stands at GET /picture/ID (PNG; `?small` for a thumbnail). */
export interface KeyboardService {
  /** Presses the keys together, by QEMU's names (QKeyCode), and lets go of them. */
  press(machineId: string, keys: readonly string[], actor: Actor): Promise<void>;
  /** Types the text. @throws ProblemError `keyboard.cannot-type` with the characters that the layout has no key for; nothing was typed then */
  type(machineId: string, text: string, layout: KeyboardLayout, actor: Actor): Promise<void>;
}
