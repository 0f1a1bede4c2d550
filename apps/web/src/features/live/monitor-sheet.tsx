'use client';
import type { MonitorCommandView } from '@baton/api/live/monitor';
import type { MachineView } from '@baton/api/views';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { useTRPC, useTRPCClient } from '@/lib/agent';
import { wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Code } from '@/ui/code';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Note } from '@/ui/note';
import { Sheet } from '@/ui/sheet';
import { type Completion, completionsOf, type MonitorCommand, readMonitorCommand } from './monitor-command';

interface Exchange {
  readonly typed: string;
  readonly ok: boolean;
  readonly text: string;
}

const KEPT_MAX = 50;

/** QEMU's own monitor: a line, and its answer as it came. Arrow keys bring earlier lines back, Tab completes. */
export default function MonitorSheet({ machine, onClose }: { machine: MachineView; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const formId = useId();
  const listId = useId();
  const commands = useQuery(trpc.monitor.commands.queryOptions({ id: machine.id }));
  const [typed, setTyped] = useState('');
  const [invalid, setInvalid] = useState<string>();
  /** Newest first. */
  const [said, setSaid] = useState<readonly Exchange[]>([]);
  /** How many lines back the arrow keys went; -1 = at the new line. */
  const [back, setBack] = useState(-1);
  const offered = completionsOf(typed, (commands.data ?? []) as readonly MonitorCommandView[]);
  const keep = (exchange: Exchange) => setSaid((known) => [exchange, ...known].slice(0, KEPT_MAX));
  const execute = useMutation({
    mutationFn: ({ command }: { line: string; command: MonitorCommand }) =>
      client.monitor.execute.mutate({
        id: machine.id,
        ...command,
        arguments: command.arguments && { ...command.arguments },
      }),
    onSuccess: (answer, { line }) => {
      const text = answer.ok ? JSON.stringify(answer.answer ?? {}, null, 2) : answer.error;
      keep({ typed: line, ok: answer.ok, text });
    },
    onError: (error, { line }) => {
      const words = wordsOf(error);
      keep({ typed: line, ok: false, text: `${words.title}. ${words.what} ${words.next}` });
    },
  });
  const change = (text: string) => {
    setTyped(text);
    setInvalid(undefined);
    setBack(-1);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const command = readMonitorCommand(typed);
    if ('error' in command) return setInvalid(command.error);
    if (execute.isPending) return;
    execute.mutate({ line: typed.trim(), command });
    change('');
  };
  const recall = (step: number) => {
    const at = Math.max(-1, Math.min(said.length - 1, back + step));
    setBack(at);
    setTyped(at === -1 ? '' : (said[at]?.typed ?? ''));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const first = offered[0];
    if (event.key === 'ArrowUp') recall(1);
    else if (event.key === 'ArrowDown') recall(-1);
    else if (event.key === 'Tab' && !event.shiftKey && first && typed !== '') change(first.text);
    else return;
    event.preventDefault();
  };
  return (
    <Sheet
      open
      wide
      closeLabel="Close"
      onOpenChange={(next) => !next && onClose()}
      title={`QEMU monitor of ${machine.name}`}
      description="What is done here is done to QEMU itself, past Baton."
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-2">
        <Field
          label="Command"
          error={invalid}
          hint="As eject id=cd0. Tab completes, arrow up brings the last line back."
        >
          <Input
            mono
            value={typed}
            onChange={(event) => change(event.target.value)}
            onKeyDown={onKeyDown}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            end={
              <Button type="submit" busy={execute.isPending}>
                Run
              </Button>
            }
          />
        </Field>
        {offered.length > 0 && <Offered id={listId} offered={offered} onTake={change} />}
      </form>
      {commands.isError && (
        <Note tone="plain" title="There is no completion">
          {wordsOf(commands.error).what}
        </Note>
      )}
      <div role="log" aria-label="Answers" className="grid gap-4">
        {said.map((exchange, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: counted from the oldest, which only ever is cut off
          <div key={said.length - index} className="grid gap-1.5">
            <span className="font-mono text-small wrap-anywhere text-ink-2">{exchange.typed}</span>
            {exchange.ok ? (
              <Code text={exchange.text} copyLabel="Copy the answer" />
            ) : (
              <Note tone="bad" title="Refused">
                <span className="wrap-anywhere">{exchange.text}</span>
              </Note>
            )}
          </div>
        ))}
      </div>
    </Sheet>
  );
}

interface OfferedProps {
  id: string;
  offered: readonly Completion[];
  onTake: (text: string) => void;
}

function Offered({ id, offered, onTake }: OfferedProps) {
  return (
    <ul id={id} aria-label="Completions" className="flex flex-wrap gap-1.5">
      {offered.map(({ text, words }) => (
        <li key={text}>
          <button
            type="button"
            onClick={() => onTake(text)}
            className="press min-h-11 rounded-chip bg-raised px-2.5 font-mono text-small desk:min-h-8"
          >
            {words}
          </button>
        </li>
      ))}
    </ul>
  );
}
