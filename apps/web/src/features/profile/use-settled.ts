'use client';
import { useEffect, useState } from 'react';

/** Long enough that a word is not checked letter by letter. */
const PAUSE_MS = 350;

/** `value` after it has not changed for a moment. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
