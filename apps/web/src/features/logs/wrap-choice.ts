'use client';
import { useCallback, useEffect, useState } from 'react';

const KEY = 'baton-log-wrap';

/** Whether long lines wrap; remembered in this browser. On by default: a phone is narrow. */
export function useWrap(): [boolean, (wrap: boolean) => void] {
  const [wrap, setWrap] = useState(true);
  useEffect(() => {
    try {
      setWrap(localStorage.getItem(KEY) !== 'off');
    } catch {
      // Storage is off in this browser: the choice lasts for this page.
    }
  }, []);
  const choose = useCallback((wanted: boolean) => {
    setWrap(wanted);
    try {
      localStorage.setItem(KEY, wanted ? 'on' : 'off');
    } catch {
      // As above.
    }
  }, []);
  return [wrap, choose];
}
