'use client';
import { useState } from 'react';
import { Segmented } from '@/ui/segmented';
import { AppShell } from '@/ui/shell/app-shell';
import { ConnectionBanner } from '@/ui/shell/connection-banner';
import { Page } from '@/ui/shell/page';
import { type Theme, useTheme } from '@/ui/theme';
import { ControlsGallery } from './controls-gallery';
import { LiveGallery } from './live-gallery';
import { MessagesGallery } from './messages-gallery';
import { RailGallery } from './rail-gallery';
import { MACHINES } from './samples';

const THEMES: { value: Theme; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
];

export function Gallery() {
  const [theme, setTheme] = useTheme();
  const [startedMs] = useState(() => Date.now());
  return (
    <AppShell
      machines={MACHINES}
      host={{ name: 'precision-7720', detail: 'Debian 12, up 6 d 4 h' }}
      live="live"
      simulated
      holder="win10"
      userName="anna"
      checkCount={3}
      banner={
        <ConnectionBanner
          lostAtMs={startedMs - 12_000}
          valuesFromMs={startedMs - 13_000}
          retryAtMs={startedMs + 3_000}
          onRetry={() => undefined}
        />
      }
    >
      <Page
        title="Components"
        kind="sub"
        actions={<Segmented label="Theme" value={theme} onChange={setTheme} options={THEMES} />}
      >
        <div>
          <p className="text-owner font-semibold">One baton, one runner.</p>
          <p className="text-ink-2">
            The accent means one thing: who holds the GPU, and the action that moves it. Good news is grey. Only the
            baton is a capsule.
          </p>
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 desk:grid-cols-3">
          <RailGallery />
          <ControlsGallery />
          <MessagesGallery />
        </div>
        <LiveGallery />
      </Page>
    </AppShell>
  );
}
