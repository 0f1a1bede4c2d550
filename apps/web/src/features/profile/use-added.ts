'use client';
import { useState } from 'react';

/** Tells whether an item of a list came while the page was open: it is shown open then. */
export function useAdded(count: number): (index: number) => boolean {
  const [known] = useState(count);
  return (index) => index >= known;
}
