import type { UploadView } from '@baton/api/views';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import { sendByXhr } from './upload-request';

/** A cut costs nothing that came, so this only bounds how long one request lives, and how often a session is looked at. */
const CHUNK_BYTES = 16 * 1024 * 1024;
const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 10_000;
/** About three minutes without one new byte. */
const TRIES = 20;

/** The agent's answer to a piece; null = none came. */
export interface UploadAnswer {
  readonly status: number;
  /** JSON, or whatever somebody on the way said instead. */
  readonly body: unknown;
}

/** One PUT. Rejects only when `signal` is aborted. */
export type SendPiece = (
  url: string,
  piece: Blob,
  how: { readonly sent: (bytes: number) => void; readonly signal?: AbortSignal },
) => Promise<UploadAnswer | null>;

export interface UploadOptions {
  /** `storage.beginUpload`: begins it, or finds the unfinished one of the same name, kind and size. */
  readonly begin: (file: Pick<UploadView, 'name' | 'kind' | 'sizeBytes'>) => Promise<UploadView>;
  /** Bytes that are there, or on the way. Goes back when some of them were lost. */
  readonly onProgress?: (sentBytes: number) => void;
  /** True while it waits to try again. */
  readonly onWaiting?: (waits: boolean) => void;
  /** Stops sending. What came stays: beginning the same file again goes on there. */
  readonly signal?: AbortSignal;
  readonly send?: SendPiece;
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Sends a file in pieces, and goes on where it was when the line was lost (docs/adr/022).
 * @returns its path on the host
 * @throws ProblemError, also `agent.unreachable` after three minutes without progress; the signal's reason when it was aborted
 */
export async function uploadFile(
  file: Blob & { readonly name: string },
  kind: UploadView['kind'],
  options: UploadOptions,
): Promise<string> {
  const { begin, onProgress, onWaiting, signal, send = sendByXhr, wait = pause } = options;
  const upload = await begin({ name: file.name, kind, sizeBytes: file.size });
  let at = upload.receivedBytes;
  let most = at;
  let failures = 0;
  /** The next piece is nothing: it only asks how far the others came. */
  let asks = false;
  onProgress?.(at);
  for (;;) {
    signal?.throwIfAborted();
    const [from, asked] = [at, asks];
    const answer = await send(
      `/upload/${upload.id}?offset=${from}`,
      asked ? new Blob() : file.slice(from, from + CHUNK_BYTES),
      { sent: (bytes) => onProgress?.(Math.min(from + bytes, file.size)), signal },
    );
    const step = read(answer);
    if (step.kind === 'done') return step.path;
    if (step.kind === 'failed') throw new ProblemError(step.problem);
    asks = step.kind === 'again';
    if (step.kind === 'at') {
      at = step.receivedBytes;
      onProgress?.(at);
      if (asked) onWaiting?.(false);
      if (at > most) failures = 0;
      most = Math.max(most, at);
      // News, or the answer to a question: the next piece goes at once.
      if (at !== from || asked) continue;
    }
    failures += 1;
    if (failures > TRIES) throw new ProblemError(problem('agent.unreachable', {}));
    if (!asked) onWaiting?.(true);
    await wait(Math.min(RETRY_FIRST_MS * 2 ** (failures - 1), RETRY_MAX_MS), signal);
  }
}

type Step =
  | { readonly kind: 'at'; readonly receivedBytes: number }
  | { readonly kind: 'done'; readonly path: string }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'again' };

interface Said {
  readonly receivedBytes?: number;
  readonly path?: string | null;
  readonly problem?: Problem;
}

function read(answer: UploadAnswer | null): Step {
  // No line, no agent behind the gateway, or too many requests: all of that passes.
  if (!answer || [0, 429, 502, 503, 504].includes(answer.status)) return { kind: 'again' };
  const said = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as Said;
  if (said.problem) return { kind: 'failed', problem: said.problem };
  if (typeof said.path === 'string') return { kind: 'done', path: said.path };
  if (typeof said.receivedBytes === 'number') return { kind: 'at', receivedBytes: said.receivedBytes };
  return { kind: 'failed', problem: problem('internal', { reference: `HTTP ${answer.status}` }) };
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
