/** A message that passes: what just happened and needs no answer. What needs one is a `Note` or a `Sheet`. */
export interface Notice {
  title: string;
  detail?: string;
  tone?: 'plain' | 'warn' | 'bad';
  action?: { label: string; onPress: () => void };
}

export const NOTICE_EVENT = 'baton-notice';

/** Shows a passing message. Needs one `Toaster` on the page, which the app shell has. */
export function notify(notice: Notice): void {
  window.dispatchEvent(new CustomEvent<Notice>(NOTICE_EVENT, { detail: notice }));
}
