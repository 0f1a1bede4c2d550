'use client';
import { lazy, Suspense, useEffect, useState } from 'react';
import { NOTICE_EVENT, type Notice } from './notify';

const ToasterList = lazy(() => import('./toaster-list'));

/** Shows what `notify` is given. Its code is fetched with the first message. One per page, in the shell. */
export function Toaster() {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  useEffect(() => {
    const take = (event: Event) => setNotices((known) => [...known, (event as CustomEvent<Notice>).detail]);
    window.addEventListener(NOTICE_EVENT, take);
    return () => window.removeEventListener(NOTICE_EVENT, take);
  }, []);
  if (notices.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <ToasterList notices={notices} />
    </Suspense>
  );
}
