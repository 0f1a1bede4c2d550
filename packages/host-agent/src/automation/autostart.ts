import type { Clock } from '../ports/clock';
import type { AutomationBook } from './book';
import type { Doer } from './doer';
import type { Lives } from './lives';

export interface AutostartDeps {
  readonly book: Pick<AutomationBook, 'all'>;
  readonly doer: Pick<Doer, 'do'>;
  readonly lives: Pick<Lives, 'startOver'>;
  readonly clock: Pick<Clock, 'sleep'>;
}

/**
 * Starts the machines that start with the host, one after the other: each once, and one that fails keeps no other. The signal ends
 * it; a start that was begun goes on.
 */
export async function autostart({ book, doer, lives, clock }: AutostartDeps, signal: AbortSignal): Promise<void> {
  const due = [...(await book.all())]
    .flatMap(([id, { autostart }]) => (autostart.enabled ? [{ id, ...autostart }] : []))
    .sort((a, b) => a.order - b.order);
  for (const [index, { id, delayS }] of due.entries()) {
    if (signal.aborted) return;
    const begun = await doer.do(id, 'start', { cause: 'autostart' });
    if (begun) await lives.startOver(id, signal);
    const isLast = index === due.length - 1;
    if (begun && delayS > 0 && !isLast) await clock.sleep(delayS * 1000, signal).catch(() => undefined);
  }
}
