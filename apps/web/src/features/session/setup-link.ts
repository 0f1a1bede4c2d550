'use client';
import { useEffect, useState } from 'react';

const NAME = 'setup';

/** The token in a fragment such as `#setup=TOKEN`. A fragment never reaches a server or its log. */
export function tokenIn(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, '')).get(NAME)?.trim() || undefined;
}

/** The token of the link that opened this page; it is taken out of the address bar, and so out of the history. */
export function useSetupLink(): string | undefined {
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const take = () => {
      const found = tokenIn(window.location.hash);
      if (!found) return;
      setToken(found);
      window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    };
    take();
    // A newer link opened in the same tab changes the fragment only.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}
