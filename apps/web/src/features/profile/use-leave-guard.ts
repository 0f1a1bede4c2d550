'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface LeaveGuard {
  /** Somebody wants to leave: ask. */
  readonly asking: boolean;
  stay(): void;
  leave(): void;
  /** Saved: nothing is lost any more. */
  release(): void;
}

/**
 * Asks before changes are lost: by closing or reloading (the browser's own question), by a link, and by Back. A second entry of
 * the same page is put in front of Back while there are changes, because a page cannot refuse to go back.
 */
export function useLeaveGuard(unsaved: boolean): LeaveGuard {
  const router = useRouter();
  const [target, setTarget] = useState<string | 'back'>();
  const armed = useRef(false);
  const released = useRef(false);

  useEffect(() => {
    if (!unsaved) return;
    const here = () => window.history.pushState(window.history.state, '', window.location.href);
    if (!armed.current) {
      here();
      armed.current = true;
    }
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!released.current) event.preventDefault();
    };
    const onBack = () => {
      if (released.current) return;
      here();
      setTarget('back');
    };
    const onClick = (event: MouseEvent) => {
      const href = leavingLink(event);
      if (!href || released.current) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(href);
    };
    window.addEventListener('beforeunload', onUnload);
    window.addEventListener('popstate', onBack);
    document.addEventListener('click', onClick, true);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      window.removeEventListener('popstate', onBack);
      document.removeEventListener('click', onClick, true);
    };
  }, [unsaved]);

  const leave = useCallback(() => {
    released.current = true;
    setTarget(undefined);
    // Over the entry that was put in front, and over the page itself.
    if (target === 'back') window.history.go(-2);
    else if (target) router.push(target);
  }, [router, target]);
  const stay = useCallback(() => setTarget(undefined), []);
  const release = useCallback(() => {
    released.current = true;
  }, []);
  return { asking: target !== undefined, stay, leave, release };
}

/** The address inside the app that a plain click on a link leads to, when it leaves this page. */
function leavingLink(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return undefined;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hasAttribute('download'))
    return undefined;
  const url = new URL(link.href);
  const same = url.pathname === window.location.pathname && url.search === window.location.search;
  return url.origin === window.location.origin && !same ? `${url.pathname}${url.search}${url.hash}` : undefined;
}
