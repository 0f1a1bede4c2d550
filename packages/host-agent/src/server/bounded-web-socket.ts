import { WebSocket } from 'ws';

/** Bytes that may wait for a slow reader. A page that fell this far behind comes back and resumes. */
const WAITING_MAX_BYTES = 8 * 1024 * 1024;

type Data = Parameters<WebSocket['send']>[0];
type Options = Exclude<Parameters<WebSocket['send']>[1], undefined>;
type Sent = (error?: Error) => void;

/** tRPC sends without looking whether anybody reads: this one hangs up before it fills the memory. */
export class BoundedWebSocket extends WebSocket {
  override send(data: Data, sent?: Sent): void;
  override send(data: Data, options: Options, sent?: Sent): void;
  override send(data: Data, optionsOrSent?: Options | Sent, sent?: Sent): void {
    if (this.bufferedAmount > WAITING_MAX_BYTES) this.terminate();
    else if (typeof optionsOrSent === 'function') super.send(data, optionsOrSent);
    else super.send(data, optionsOrSent ?? {}, sent);
  }
}
