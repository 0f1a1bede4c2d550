import { QmpInterrupted, QmpTimeout } from './errors';
import type { QmpEventName, QmpEventOf } from './events';
import { isQmpEvent } from './events';
import type { QmpSession } from './session';

export interface WaitForEventOptions<Name extends QmpEventName> {
  readonly timeoutMs: number;
  /** Which of them; any when absent. */
  readonly where?: (data: QmpEventOf<Name>['data']) => boolean;
}

/**
 * The next event of that name. Call it before the command that causes the event, and await it after.
 * @throws QmpTimeout | QmpInterrupted when the session ends first
 */
export function waitForEvent<Name extends QmpEventName>(
  session: QmpSession,
  name: Name,
  options: WaitForEventOptions<Name>,
): Promise<QmpEventOf<Name>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      unsubscribe();
    };
    const timer = setTimeout(() => {
      settle();
      reject(new QmpTimeout('event', options.timeoutMs));
    }, options.timeoutMs);
    const unsubscribe = session.onEvent((event) => {
      if (!isQmpEvent(event, name) || options.where?.(event.data) === false) return;
      settle();
      resolve(event);
    });
    void session.closed.then((reason) => {
      settle();
      reject(new QmpInterrupted(reason));
    });
  });
}
