'use client';
import type { UploadView } from '@baton/api/views';
import type { Problem } from '@baton/model/problem';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useReducer, useRef } from 'react';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { notify } from '@/ui/notify';
import { type ActiveUpload, changeUploads, type UploadKind } from './upload-list';

export interface Uploads {
  /** What this page sends, or has stopped sending; oldest first. */
  readonly active: readonly ActiveUpload[];
  /** Sends a file, from where it stopped if it was begun before. */
  begin(file: File, kind: UploadKind): void;
  pause(key: string): void;
  resume(key: string): void;
  /** Stops it and throws away what came. */
  cancel(key: string): void;
}

/** What cannot be drawn: the file itself, and how to stop it. */
interface Sending {
  readonly file: File;
  readonly kind: UploadKind;
  stop: AbortController;
  upload: UploadView | null;
}

const UploadsContext = createContext<Uploads | null>(null);

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error('useUploads outside of UploadsProvider');
  return uploads;
}

/** Owns what this browser uploads, so that going to another page of Baton does not end it. Mounted once, inside the logged-in part. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [active, change] = useReducer(changeUploads, []);
  const sending = useRef(new Map<string, Sending>());
  useAskBeforeLeaving(active.some(({ state }) => state === 'sending' || state === 'waiting'));

  const verbs = useMemo((): Omit<Uploads, 'active'> => {
    const refresh = () => {
      for (const queryKey of [trpc.storage.pathKey(), trpc.rom.pathKey()]) void queries.invalidateQueries({ queryKey });
    };
    const send = async (key: string, item: Sending) => {
      const { signal } = item.stop;
      const { name } = item.file;
      try {
        const { uploadFile } = await import('@/lib/upload');
        await uploadFile(item.file, item.kind, {
          signal,
          // Asked again at each try: the agent knows how far it came.
          begin: async (file) => {
            item.upload = await client.storage.beginUpload.mutate(file);
            // Cancelled before the agent had named it.
            if (!sending.current.has(key)) void forget(item.upload.id);
            return item.upload;
          },
          onProgress: (sentBytes) => change({ kind: 'sent', key, sentBytes }),
          onWaiting: (waits) => !signal.aborted && change({ kind: waits ? 'waits' : 'resumed', key }),
        });
        sending.current.delete(key);
        change({ kind: 'gone', key });
        notify({ title: `${name} uploaded` });
      } catch (error) {
        if (!signal.aborted) change({ kind: 'failed', key, problem: problemOf(error) });
        item.stop.abort();
      }
      refresh();
    };
    const forget = (id: string) => client.storage.cancelUpload.mutate({ id }).catch(tell).finally(refresh);
    const resume = (key: string) => {
      const item = sending.current.get(key);
      if (!item?.stop.signal.aborted) return;
      item.stop = new AbortController();
      change({ kind: 'resumed', key });
      void send(key, item);
    };
    return {
      resume,
      begin: (file, kind) => {
        const key = `${kind} ${file.name}`;
        const known = sending.current.get(key);
        // Chosen twice: the one that is being sent goes on. One that stopped may have been mended, and begins anew.
        if (known && !known.stop.signal.aborted) return;
        if (known) change({ kind: 'gone', key });
        const item: Sending = { file, kind, stop: new AbortController(), upload: null };
        sending.current.set(key, item);
        change({ kind: 'began', upload: { key, name: file.name, kind, sizeBytes: file.size } });
        void send(key, item);
      },
      pause: (key) => {
        sending.current.get(key)?.stop.abort();
        change({ kind: 'paused', key });
      },
      cancel: (key) => {
        const item = sending.current.get(key);
        item?.stop.abort();
        sending.current.delete(key);
        change({ kind: 'gone', key });
        if (item?.upload) void forget(item.upload.id);
      },
    };
  }, [trpc, client, queries]);

  const value = useMemo(() => ({ ...verbs, active }), [verbs, active]);
  return <UploadsContext value={value}>{children}</UploadsContext>;
}

function tell(error: unknown): void {
  const problem: Problem = problemOf(error);
  if (problem.code !== 'storage.upload-not-found') notify({ tone: 'bad', title: 'The upload could not be cancelled' });
}

/** Closing the tab stops what it sends: the browser asks first. */
function useAskBeforeLeaving(busy: boolean): void {
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);
}
