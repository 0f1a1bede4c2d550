import type { KeyboardService } from '@baton/api/live/keyboard';
import { isKeyCode } from '@baton/model/keyboard/key-codes';
import { type Chord, strokesFor } from '@baton/model/keyboard/strokes';
import { fail } from '@baton/model/problem';
import { QmpError, type QmpSession } from '@baton/qmp';
import type { Clock } from '../../ports/clock';
import { type LiveDeps, type Reached, reach } from './reach';

/** How long a key is held, and how long nothing is pressed after it: a guest that is slow still sees each one by itself. */
const HOLD_MS = 12;
const REST_MS = 28;
/** By hand, a combination is held longer: a sleepy guest must not miss Ctrl+Alt+Del. */
const PRESS_MS = 100;

export interface KeyboardDeps extends LiveDeps {
  readonly clock: Clock;
}

/** Presses the keys of machines that run. Two texts for one machine are typed one after the other. */
export function createKeyboard(deps: KeyboardDeps): KeyboardService {
  const lines = new Map<string, Promise<void>>();

  /** A paused guest would find the keys in its queue much later. */
  const awake = async (machineId: string): Promise<Reached> => {
    const reached = await reach(deps, machineId);
    const { kind } = reached.member.driver.state;
    if (kind === 'paused') fail('guest.not-up', { name: reached.name, state: kind });
    return reached;
  };

  const typeAll = async ({ session, name, member }: Reached, strokes: readonly (readonly Chord[])[]) => {
    for (const [typed, chords] of strokes.entries()) {
      if (member.driver.state.kind === 'paused') fail('keyboard.interrupted', { name, typed, length: strokes.length });
      try {
        for (const chord of chords) {
          await send(session, chord, HOLD_MS);
          await deps.clock.sleep(HOLD_MS + REST_MS);
        }
      } catch (error) {
        if (!(error instanceof QmpError)) throw error;
        fail('keyboard.interrupted', { name, typed, length: strokes.length });
      }
    }
  };

  return {
    async press(machineId, keys) {
      const known = keys.filter(isKeyCode);
      if (known.length < keys.length) fail('keyboard.no-key', { keys: keys.filter((key) => !isKeyCode(key)) });
      const { session } = await awake(machineId);
      await send(session, known, PRESS_MS);
    },
    async type(machineId, text, layout) {
      const typing = strokesFor(text, layout);
      if (typing.kind === 'cannot') return fail('keyboard.cannot-type', { layout, characters: typing.characters });
      const reached = await awake(machineId);
      const before = lines.get(machineId) ?? Promise.resolve();
      const mine = before.then(() => typeAll(reached, typing.strokes));
      const line = mine.catch(() => undefined);
      lines.set(machineId, line);
      await mine.finally(() => {
        if (lines.get(machineId) === line) lines.delete(machineId);
      });
    },
  };
}

async function send(session: QmpSession, keys: Chord, holdMs: number): Promise<void> {
  await session.execute('send-key', {
    keys: keys.map((data) => ({ type: 'qcode', data })),
    'hold-time': holdMs,
  });
}
