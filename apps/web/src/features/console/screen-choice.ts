'use client';
import { useCallback, useEffect, useState } from 'react';
import { z } from 'zod';

const KEY = 'baton-console';

/** How one likes to look at screens on this device. */
const choiceSchema = z.object({
  /** The whole screen in the window, its width, or one dot of the guest as one dot here. */
  scaling: z.enum(['fit', 'width', 'real']).catch('fit'),
  quality: z.enum(['auto', 'fast', 'sharp']).catch('auto'),
  /** A finger presses where it touches, or moves the pointer as on a trackpad. */
  touch: z.enum(['direct', 'trackpad']).catch('direct'),
});
export type ScreenChoice = z.infer<typeof choiceSchema>;

/** noVNC's levels, 0 to 9: of the picture, and of the work to make it small. */
export const LEVELS = {
  auto: { quality: 6, compression: 2 },
  fast: { quality: 2, compression: 6 },
  sharp: { quality: 9, compression: 0 },
} as const satisfies Record<ScreenChoice['quality'], { quality: number; compression: number }>;

const FIRST = choiceSchema.parse({});

/** Remembered in this browser: a phone and a desk are looked at differently. */
export function useScreenChoice(): [ScreenChoice, (change: Partial<ScreenChoice>) => void] {
  const [choice, setChoice] = useState<ScreenChoice>(FIRST);
  useEffect(() => setChoice(stored()), []);
  const choose = useCallback((change: Partial<ScreenChoice>) => {
    setChoice((before) => {
      const after = { ...before, ...change };
      try {
        localStorage.setItem(KEY, JSON.stringify(after));
      } catch {
        // Storage is off in this browser: the choice lasts for this page.
      }
      return after;
    });
  }, []);
  return [choice, choose];
}

function stored(): ScreenChoice {
  try {
    return choiceSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return FIRST;
  }
}
