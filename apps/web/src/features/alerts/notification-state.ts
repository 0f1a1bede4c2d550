/** `not-secure`: browsers offer notifications over https, or on the host itself, only. */
export type NotificationState = 'on' | 'ask' | 'denied' | 'not-secure' | 'unknown';

export function notificationState(): NotificationState {
  if (!window.isSecureContext) return 'not-secure';
  if (!('Notification' in window)) return 'unknown';
  if (Notification.permission === 'granted') return 'on';
  return Notification.permission === 'denied' ? 'denied' : 'ask';
}

export const NOTIFICATION_WORDS: Readonly<Record<NotificationState, string>> = {
  on: 'This browser shows a notification for each new alert while a page of Baton is open in it. Switch it off in the browser’s settings for this site.',
  ask: 'This browser can show a notification for each new alert while a page of Baton is open in it.',
  denied: 'This browser was told to show no notifications of Baton. Allow them in its settings for this site.',
  'not-secure':
    'Browsers show notifications only of pages that came over https, or from the device itself. Open Baton by its https address.',
  unknown: 'This browser cannot show notifications. On an iPhone, add Baton to the home screen first.',
};
