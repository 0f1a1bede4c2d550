'use client';
import type { MachineView } from '@baton/api/views';
import type { LogView } from '@baton/model/log/line';
import { useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '@/lib/agent';
import { wordsOf } from '@/lib/problem';
import { notify } from '@/ui/notify';
import { saveText, wholeLog } from './download-log';

export interface LogDownload {
  /** How many lines came so far; undefined while nothing is downloaded. */
  readonly lines: number | undefined;
  start(): void;
  cancel(): void;
}

/** Downloads a log from its first line to its last, not only what the page has loaded. */
export function useDownload(machine: Pick<MachineView, 'id' | 'name'>, view: LogView): LogDownload {
  const client = useTRPCClient();
  const [lines, setLines] = useState<number>();
  const control = useRef<AbortController>(undefined);
  useEffect(() => () => control.current?.abort(), []);

  const run = async () => {
    if (control.current) return;
    const mine = new AbortController();
    control.current = mine;
    setLines(0);
    try {
      const log = { machineId: machine.id, view };
      const text = await wholeLog((query) => client.log.read.query(query), log, {
        signal: mine.signal,
        onLines: setLines,
      });
      if (text !== undefined) saveText(`${machine.name} ${view}.log`, text);
    } catch (error) {
      const words = wordsOf(error);
      notify({ tone: 'bad', title: words.title, detail: `${words.what} ${words.next}` });
    } finally {
      control.current = undefined;
      setLines(undefined);
    }
  };
  return { lines, start: () => void run(), cancel: () => control.current?.abort() };
}
