'use client';
import { Lock, LockOpen } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Mark } from '@/ui/baton-pill';
import { Icon } from '@/ui/icon';
import { SkipLink } from '@/ui/shell/app-shell';
import { SimulatedStrip } from '@/ui/shell/simulated-strip';

export interface DoorProps {
  /** Said by the tab. */
  documentTitle: string;
  title: ReactNode;
  lead: ReactNode;
  simulated: boolean;
  children: ReactNode;
}

/** The pages before the app: first run, log in, nobody answers. */
export function Door({ documentTitle, title, lead, simulated, children }: DoorProps) {
  const [address, setAddress] = useState('');
  useEffect(() => setAddress(window.location.hostname), []);
  return (
    <>
      <title>{`${documentTitle} · Baton`}</title>
      <SkipLink />
      {simulated && <SimulatedStrip />}
      <div className="grid min-h-[calc(100dvh-26px)] grid-rows-[auto_1fr]">
        <header className="flex h-14 items-center justify-between gap-3 px-5 desk:h-16 desk:px-9">
          <Mark />
          <span className="truncate text-small text-ink-2">{address}</span>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto grid w-full max-w-[420px] min-w-0 content-start gap-6 px-5 pt-9 pb-12 outline-none desk:content-center desk:pt-0 desk:pb-24"
        >
          <div className="grid gap-2.5">
            <h1 className="text-owner font-semibold text-balance">{title}</h1>
            <p className="text-ink-2">{lead}</p>
          </div>
          {children}
        </main>
      </div>
    </>
  );
}

/** Whether what is typed here can be read on the way, in plain words. */
export function LineSafety() {
  const [secure, setSecure] = useState<boolean>();
  useEffect(() => setSecure(window.location.protocol === 'https:'), []);
  if (secure === undefined) return null;
  return (
    <p className="flex items-start gap-2.5 text-small text-ink-2">
      <Icon as={secure ? Lock : LockOpen} small className="mt-px" />
      {secure
        ? 'Encrypted with this laptop’s own certificate. The terminal shows its fingerprint: compare it when the browser asks.'
        : 'This connection is not encrypted. That is meant for use on the laptop itself only.'}
    </p>
  );
}
