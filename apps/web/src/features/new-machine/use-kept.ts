'use client';
import { useCallback, useState } from 'react';

/**
 * State that a reload of this tab does not lose, as JSON. What is kept under `key` is laid over `initial`, so that a field that
 * a newer page knows has its beginning.
 * @returns the state, how to change some of it, and how to forget it
 */
export function useKept<State extends object>(
  key: string,
  initial: State,
): [State, (change: Partial<State>) => void, () => void] {
  const [state, setState] = useState(() => ({ ...initial, ...kept(key) }));
  const change = useCallback(
    (changed: Partial<State>) =>
      setState((known) => {
        const next = { ...known, ...changed };
        sessionStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    [key],
  );
  const forget = useCallback(() => sessionStorage.removeItem(key), [key]);
  return [state, change, forget];
}

function kept(key: string): object {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}
