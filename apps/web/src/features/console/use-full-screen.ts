'use client';
import { useCallback, useEffect, useState } from 'react';

/**
 * The console over the whole window, and over the whole screen where the browser can (an iPhone cannot). The page itself is
 * what fills the screen, so that its sheets and menus stay visible.
 */
export function useFullScreen(): [boolean, (wanted: boolean) => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const onChange = () => {
      if (!document.fullscreenElement) setFull(false);
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
    };
  }, []);
  const want = useCallback((wanted: boolean) => {
    setFull(wanted);
    const page = document.documentElement;
    const done = wanted ? page.requestFullscreen?.() : document.fullscreenElement && document.exitFullscreen();
    // Refused by the browser: the window is filled all the same.
    if (done) done.catch(() => undefined);
  }, []);
  return [full, want];
}
