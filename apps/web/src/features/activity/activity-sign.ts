import type { ActivityItemView } from '@baton/api/views';
import {
  CalendarClock,
  CircuitBoard,
  HardDrive,
  KeyRound,
  Monitor,
  OctagonX,
  Server,
  TriangleAlert,
} from 'lucide-react';
import type { IconType } from '@/ui/icon';

interface Sign {
  readonly icon: IconType;
  readonly ink: string;
}

/** What went wrong is found by its form and colour; its words say it too. Anything else shows what it is about. */
export function activitySign(item: Pick<ActivityItemView, 'kind' | 'tone' | 'machineId'>): Sign {
  if (item.tone === 'bad') return { icon: OctagonX, ink: 'text-bad' };
  if (item.tone === 'warn') return { icon: TriangleAlert, ink: 'text-warn' };
  return { icon: subjectIcon(item), ink: 'text-ink-2' };
}

function subjectIcon({ kind, machineId }: Pick<ActivityItemView, 'kind' | 'machineId'>): IconType {
  const [area] = kind.split('.');
  if (area === 'session') return KeyRound;
  if (area === 'automation') return CalendarClock;
  if (area === 'storage' || area === 'rom') return HardDrive;
  if (area === 'alerts' || area === 'metrics') return Server;
  return machineId ? Monitor : CircuitBoard;
}
