'use client';
import { KEYBOARD_LAYOUTS, type KeyboardLayout } from '@baton/model/keyboard/layouts';
import { useEffect, useState } from 'react';

const LAYOUT_KEY = 'baton-layout';

/** The keyboard that the guest is set to, remembered in this browser. */
export function useLayout(): [KeyboardLayout, (layout: KeyboardLayout) => void] {
  const [layout, setLayout] = useState<KeyboardLayout>('us');
  useEffect(() => {
    try {
      const kept = localStorage.getItem(LAYOUT_KEY);
      setLayout(KEYBOARD_LAYOUTS.find((each) => each === kept) ?? 'us');
    } catch {
      // Storage is off in this browser: the choice lasts for this page.
    }
  }, []);
  const choose = (wanted: KeyboardLayout) => {
    setLayout(wanted);
    try {
      localStorage.setItem(LAYOUT_KEY, wanted);
    } catch {
      // As above.
    }
  };
  return [layout, choose];
}
