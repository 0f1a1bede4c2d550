import type { ShutDownRung } from '@baton/model/machine/state';
import { GuestAgentError } from '@baton/qmp';
import type { Clock } from '../../ports/clock';
import { within } from '../within';
import { type GuestLink, wasInterrupted } from './link';

/** How long a guest may take after its agent was told, before the power button is pressed as well. */
const AGENT_PATIENCE_MS = 15_000;
/** How long it may take after the button, before Force off is offered in place. */
const BUTTON_PATIENCE_MS = 60_000;
/** An agent that does not answer this fast is not waited for. */
const AGENT_ANSWER_MS = 3_000;

export interface RungTimes {
  /** When the next one is tried. */
  readonly nextRungAt?: number;
  readonly patienceEndsAt: number;
}

export interface LadderParts {
  readonly clock: Clock;
  readonly guest: Pick<GuestLink, 'present' | 'ask'>;
  /** Tells which rung is tried now. @returns whether it is so still */
  readonly enter: (rung: ShutDownRung, times: RungTimes) => () => boolean;
  readonly pressButton: () => Promise<unknown>;
  readonly whenStopped: () => Promise<void>;
  /** Nothing has changed but the time, and pages should look again. */
  readonly onPatienceEnds: () => void;
}

/**
 * Asks a guest to shut down, from `first` on: its agent, which knows what was meant; then the power button, which a guest may take
 * for sleep, or for nothing while somebody is logged in. Resolves when it was asked; what follows goes on by itself.
 * @throws QmpError when the button cannot be pressed
 */
export async function climb(parts: LadderParts, first: ShutDownRung): Promise<void> {
  if (first === 'agent' && parts.guest.present && (await byAgent(parts))) return;
  await byButton(parts);
}

/** @returns false when the next rung is due at once */
async function byAgent(parts: LadderParts): Promise<boolean> {
  const { clock, enter, guest, whenStopped } = parts;
  const nextRungAt = clock.now() + AGENT_PATIENCE_MS;
  const isStill = enter('agent', { nextRungAt, patienceEndsAt: nextRungAt + BUTTON_PATIENCE_MS });
  const asked = await guest
    .ask((agent) => agent.shutDown('powerdown', { timeoutMs: AGENT_ANSWER_MS }).then(() => true))
    .catch(isOnItsWay);
  if (!isStill()) return true;
  if (!asked) return false;
  void within(clock, nextRungAt - clock.now(), whenStopped())
    .then(() => (isStill() ? byButton(parts) : undefined))
    .catch(() => undefined);
  return true;
}

/** The agent is among the first that a guest ends: its line may break before it has said yes. */
function isOnItsWay(error: unknown): boolean {
  if (error instanceof GuestAgentError) return wasInterrupted(error);
  throw error;
}

async function byButton({ clock, enter, pressButton, whenStopped, onPatienceEnds }: LadderParts): Promise<void> {
  const patienceEndsAt = clock.now() + BUTTON_PATIENCE_MS;
  // Before the button is pressed: a quick guest is off before the reply comes.
  const isStill = enter('acpi', { patienceEndsAt });
  await pressButton();
  void within(clock, patienceEndsAt - clock.now(), whenStopped()).then(() => {
    if (isStill()) onPatienceEnds();
  });
}
