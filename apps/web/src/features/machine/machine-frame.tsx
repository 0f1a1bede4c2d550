'use client';
import type { MachineView } from '@baton/api/views';
import { refusalWords } from '@baton/model/describe';
import { refusal } from '@baton/model/machine/actions';
import clsx from 'clsx';
import { Copy, Pencil, Share, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { HungShutdown } from '@/features/machine-actions/hung-shutdown';
import { MachineActions } from '@/features/machine-actions/machine-actions';
import { useAllowed } from '@/lib/allowed';
import type { MenuItem } from '@/ui/menu';
import { Page } from '@/ui/shell/page';
import { Tabs } from '@/ui/tabs';
import { useDesktop } from '@/ui/use-desktop';
import { type MachineTab, machineHref, tabLinks } from './machine-tab';
import type { ProfileSheet } from './profile-sheets';
import { StateLine } from './state-line';

const ProfileSheets = lazy(() => import('./profile-sheets'));

/** On the phone these fill the screen: Back leads to the overview, which has the state and the tabs. */
const FULL_ON_PHONE: readonly MachineTab[] = ['console', 'logs'];

/** Title, state, actions and tabs of a machine, around one tab's content. */
export function MachineFrame({
  machine,
  tab,
  children,
}: {
  machine: MachineView;
  tab: MachineTab;
  children: ReactNode;
}) {
  const router = useRouter();
  const desktop = useDesktop();
  const full = FULL_ON_PHONE.includes(tab);
  const forbidden = useAllowed('profile.edit');
  const [sheet, setSheet] = useState<ProfileSheet>();
  const [used, setUsed] = useState(false);
  const ask = (asked: ProfileSheet) => {
    setSheet(asked);
    setUsed(true);
  };
  const whyNotDelete = refusal('delete', machine.state);
  const moreItems: readonly MenuItem[] = [
    {
      label: 'Edit',
      icon: Pencil,
      reason: forbidden,
      onSelect: () => router.push(`/profile?id=${encodeURIComponent(machine.id)}`),
    },
    { label: 'Duplicate', icon: Copy, reason: forbidden, onSelect: () => ask('duplicate') },
    { label: 'Export', icon: Share, onSelect: () => ask('export') },
    {
      label: 'Delete',
      icon: Trash2,
      danger: true,
      reason: forbidden ?? (whyNotDelete && refusalWords('delete', whyNotDelete.state, machine.name)),
      onSelect: () => ask('delete'),
    },
  ];
  return (
    <Page
      kind="sub"
      title={machine.name}
      aside={full && !desktop ? tab : undefined}
      backHref={full ? machineHref(machine.id) : '/'}
      documentTitle={tab === 'overview' ? machine.name : `${machine.name} ${tab}`}
    >
      <div
        className={clsx(
          'grid gap-3.5 desk:grid-cols-[minmax(0,1fr)_auto] desk:items-center',
          full && 'max-desk:hidden',
        )}
      >
        <StateLine machine={machine} />
        <MachineActions machine={machine} moreItems={moreItems} />
      </div>
      {!full && <HungShutdown machine={machine} />}
      <div className={clsx(full && 'max-desk:hidden')}>
        <Tabs label={machine.name} tabs={tabLinks(machine.id, tab)} />
      </div>
      {children}
      {used && (
        <Suspense fallback={null}>
          <ProfileSheets machine={machine} sheet={sheet} onClose={() => setSheet(undefined)} />
        </Suspense>
      )}
    </Page>
  );
}
