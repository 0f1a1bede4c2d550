'use client';
import { useEffect, useRef } from 'react';
import { useAlerts } from './use-alerts';

/** Says aloud what is raised while a page is open; the code for that comes with the first one. Mounted once, in the shell. */
export function AlertNews() {
  const alerts = useAlerts().data;
  const known = useRef<ReadonlySet<string>>(null);
  useEffect(() => {
    if (!alerts) return;
    const news = known.current ? alerts.filter(({ id, seen }) => !seen && !known.current?.has(id)) : [];
    known.current = new Set([...(known.current ?? []), ...alerts.map(({ id }) => id)]);
    if (news.length > 0) void import('./tell-news').then(({ tellNews }) => tellNews(news));
  }, [alerts]);
  return null;
}
