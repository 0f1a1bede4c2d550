import type { AlertView } from '@baton/api/live/alerts';
import { notify } from '@/ui/notify';
import { notificationState } from './notification-state';

/** After an absence there may be many: the bell counts them. */
const TOLD_AT_ONCE = 3;

/** A message on the page for each, and one of the browser where it may. */
export function tellNews(alerts: readonly AlertView[]): void {
  for (const { id, title, text } of alerts.slice(0, TOLD_AT_ONCE)) {
    notify({ tone: 'warn', title, detail: text });
    if (notificationState() === 'on') show(title, { body: text, tag: id });
  }
}

/** The tag keeps two open pages from showing the same twice. */
function show(title: string, options: NotificationOptions): void {
  try {
    new Notification(title, options);
  } catch {
    // Chrome on Android has the permission but lets only a service worker show something.
  }
}
