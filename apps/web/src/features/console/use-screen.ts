'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Modifier } from './keys';
import { ScreenSession, type ScreenState, type ScreenView, screenUrl } from './screen-session';

export interface Screen {
  readonly state: ScreenState;
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly held: ReadonlySet<Modifier>;
  /** Undefined before the page has one, and while the machine has no screen. */
  readonly session: RefObject<ScreenSession | undefined>;
}

interface ScreenOptions {
  readonly machineId: string;
  /** The machine has a screen now. */
  readonly open: boolean;
  readonly view: ScreenView;
  /** What was copied in the guest. */
  readonly onCopied?: (text: string) => void;
}

const NONE: ReadonlySet<Modifier> = new Set();

/** Keeps a viewer of the machine's screen in `target` for as long as the machine has one and the page is open. */
export function useScreen(target: RefObject<HTMLElement | null>, options: ScreenOptions): Screen {
  const { machineId, open, view, onCopied } = options;
  const session = useRef<ScreenSession>(undefined);
  const latestView = useRef(view);
  const latestCopied = useRef(onCopied);
  latestCopied.current = onCopied;
  const [state, setState] = useState<ScreenState>({ kind: 'connecting' });
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [held, setHeld] = useState<ReadonlySet<Modifier>>(NONE);

  useEffect(() => {
    latestView.current = view;
    session.current?.show(view);
  }, [view]);

  useEffect(() => {
    if (!open || !target.current) return;
    setState({ kind: 'connecting' });
    const made = new ScreenSession({
      target: target.current,
      url: screenUrl(machineId),
      view: latestView.current,
      listener: {
        state: setState,
        size: (width, height) => setSize({ width, height }),
        held: setHeld,
        copied: (text) => latestCopied.current?.(text),
      },
    });
    session.current = made;
    void made.open();
    return () => {
      made.close();
      session.current = undefined;
      setHeld(NONE);
      setSize(undefined);
    };
  }, [machineId, open, target]);

  return { state, size, held, session };
}
