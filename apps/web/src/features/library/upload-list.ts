import type { UploadView } from '@baton/api/views';
import type { Problem } from '@baton/model/problem';

export type UploadKind = UploadView['kind'];

/** One upload of this browser. */
export interface ActiveUpload {
  readonly key: string;
  readonly name: string;
  readonly kind: UploadKind;
  readonly sizeBytes: number;
  /** Bytes that the agent has, or that are on their way. */
  readonly sentBytes: number;
  readonly state: 'sending' | 'waiting' | 'paused' | 'failed';
  readonly problem?: Problem;
}

export type UploadChange =
  | { readonly kind: 'began'; readonly upload: Pick<ActiveUpload, 'key' | 'name' | 'kind' | 'sizeBytes'> }
  | { readonly kind: 'sent'; readonly key: string; readonly sentBytes: number }
  | { readonly kind: 'paused' | 'waits' | 'resumed' | 'gone'; readonly key: string }
  | { readonly kind: 'failed'; readonly key: string; readonly problem: Problem };

/** The list after one thing happened. A change of what is not listed changes nothing. */
export function changeUploads(list: readonly ActiveUpload[], change: UploadChange): readonly ActiveUpload[] {
  if (change.kind === 'began') return [...list, { ...change.upload, sentBytes: 0, state: 'sending' }];
  if (change.kind === 'gone') return list.filter(({ key }) => key !== change.key);
  return list.map((upload) => (upload.key === change.key ? changed(upload, change) : upload));
}

type Change = Exclude<UploadChange, { kind: 'began' }>;

function changed(upload: ActiveUpload, change: Change): ActiveUpload {
  const { problem: _, ...rest } = upload;
  switch (change.kind) {
    case 'gone':
      return upload;
    case 'sent':
      return { ...upload, sentBytes: change.sentBytes };
    case 'paused':
      return { ...rest, state: 'paused' };
    case 'waits':
      return { ...rest, state: 'waiting' };
    case 'resumed':
      return { ...rest, state: 'sending' };
    case 'failed':
      return { ...rest, state: 'failed', problem: change.problem };
  }
}

/** Unfinished uploads that nobody in this browser sends now. */
export function leftBehind(unfinished: readonly UploadView[], active: readonly ActiveUpload[]): readonly UploadView[] {
  const here = new Set(active.map(({ kind, name }) => `${kind} ${name}`));
  return unfinished.filter(({ kind, name }) => !here.has(`${kind} ${name}`));
}
