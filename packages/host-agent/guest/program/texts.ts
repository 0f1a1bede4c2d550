import type { Assembler } from '../emit';
import { type Offset, offset } from '../operands';

/** Collects the program's texts while its code is written, and places them behind it, each once, ended by a zero. */
export class Texts {
  private readonly labels = new Map<string, string>();

  /** The address of a text (ASCII). */
  at(text: string): Offset {
    const label = this.labels.get(text) ?? `text.${this.labels.size}`;
    this.labels.set(text, label);
    return offset(label);
  }

  place(asm: Assembler): void {
    for (const [text, label] of this.labels) {
      asm.label(label);
      asm.db(text, 0);
    }
  }
}
