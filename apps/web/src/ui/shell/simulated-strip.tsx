import { FlaskConical } from 'lucide-react';
import { Icon } from '../icon';

/** Says that the hardware is played by software. Above everything, under sheets too; it cannot be closed. */
export function SimulatedStrip() {
  return (
    <div
      role="note"
      className="strip sticky top-0 z-12 flex h-6.5 items-center justify-center border-b border-line text-label font-medium text-ink-2"
    >
      <span className="flex h-full items-center gap-1.5 bg-bg px-2.5">
        <Icon as={FlaskConical} small />
        <b className="font-semibold text-ink-1">Simulated laptop</b>
        <span className="max-desk:hidden">The hardware is played by software; QEMU is real.</span>
      </span>
    </div>
  );
}
