'use client';
import { BellRing } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/ui/button';
import { NOTIFICATION_WORDS, type NotificationState, notificationState } from './notification-state';

/** Whether this browser may notify, and the question for it, which is asked on a press alone. */
export function NotificationChoice() {
  const [state, setState] = useState<NotificationState>();
  useEffect(() => setState(notificationState()), []);
  if (!state) return null;
  const ask = () => void Notification.requestPermission().then(() => setState(notificationState()));
  return (
    <div className="grid justify-items-start gap-2.5">
      <p className="text-small text-ink-2" role="status">
        {NOTIFICATION_WORDS[state]}
      </p>
      {state === 'ask' && (
        <Button icon={BellRing} onClick={ask}>
          Allow notifications
        </Button>
      )}
    </div>
  );
}
