'use client';
import type { MachineView } from '@baton/api/views';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { notify } from '@/ui/notify';
import { copyHere, readCopied } from './device-clipboard';
import { useLayout } from './guest-layout';
import { TEXT_MAX, type TextToSend } from './send-text-sheet';

interface Clipboard {
  /** What Send text is open with; null = it is closed. */
  readonly sending: TextToSend | null;
  readonly send: (text: TextToSend | null) => void;
  /** Types what was copied on this device; asks with Send text where that cannot be read or typed. */
  readonly paste: () => Promise<void>;
  /** Tells of a text that was copied in the guest, and offers it. */
  readonly onCopied: (text: string) => void;
}

const SHOWN_LENGTH = 80;

/** Text between this device and the guest. Few guests have a clipboard that QEMU knows; all have a keyboard. */
export function useClipboard({ id, name }: Pick<MachineView, 'id' | 'name'>): Clipboard {
  const trpc = useTRPC();
  const type = useMutation(trpc.keyboard.type.mutationOptions());
  const [layout] = useLayout();
  const [sending, send] = useState<TextToSend | null>(null);
  const paste = async () => {
    const text = await readCopied();
    if (text === null || text.length > TEXT_MAX) {
      if (text)
        notify({ tone: 'warn', title: 'Too long to be typed', detail: `The first ${TEXT_MAX} characters are here.` });
      send({ text: text?.slice(0, TEXT_MAX) ?? '' });
      return;
    }
    type.mutate(
      { id, text, layout },
      {
        onSuccess: () => notify({ title: `Typed into ${name}`, detail: shortened(text) }),
        onError: (error) => send({ text, error }),
      },
    );
  };
  const onCopied = useCallback(
    (text: string) => {
      if (text === '' || document.hidden) return;
      const copy = async () => {
        if (await copyHere(text)) notify({ title: 'Copied', detail: shortened(text) });
        else notify({ tone: 'warn', title: 'This browser did not let Baton copy', detail: text });
      };
      notify({
        title: `Copied in ${name}`,
        detail: shortened(text),
        action: { label: 'Copy here', onPress: () => void copy() },
      });
    },
    [name],
  );
  return { sending, send, paste, onCopied };
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > SHOWN_LENGTH ? `${line.slice(0, SHOWN_LENGTH)}…` : line;
}
