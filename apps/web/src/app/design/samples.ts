import type { RailStop } from '@/ui/baton-rail';
import type { HandoverStep } from '@/ui/handover-steps';
import type { SidebarMachine } from '@/ui/shell/sidebar';

export const STOPS: RailStop[] = [
  { id: 'host', label: 'Host', kind: 'host' },
  { id: 'win10', label: 'win10', kind: 'machine' },
  { id: 'train-linux', label: 'train-linux', kind: 'machine' },
  { id: 'off', label: 'Off', kind: 'off' },
];

export const MANY_STOPS: RailStop[] = [
  ...STOPS.slice(0, -1),
  { id: 'kicad', label: 'kicad-freecad-workbench-2026', kind: 'machine' },
  { id: 'demo', label: 'demo', kind: 'machine' },
  ...STOPS.slice(-1),
];

export const MACHINES: SidebarMachine[] = [
  { id: 'win10', name: 'win10', state: 'running', holdsGpu: true },
  { id: 'train-linux', name: 'train-linux', state: 'stopped' },
  { id: 'demo', name: 'demo', state: 'running' },
  { id: 'kicad', name: 'kicad-freecad-workbench-2026', state: 'stopped' },
];

export const STEPS: HandoverStep[] = [
  {
    id: '1',
    name: 'Check',
    state: 'done',
    elapsedMs: 180,
    detail: '11 checks passed. Xorg was closed by anna at 14:04.',
  },
  {
    id: '2',
    name: 'Power on',
    state: 'done',
    elapsedMs: 40,
    detail: 'Both functions kept awake: power/control is on.',
  },
  {
    id: '3',
    name: 'Detach nvidia',
    state: 'done',
    elapsedMs: 1310,
    detail: 'Removed nvidia_drm, nvidia_modeset, nvidia_uvm, nvidia.',
  },
  { id: '4', name: 'Bind vfio-pci', state: 'now', elapsedMs: 620, detail: '0000:01:00.0 bound. Now 0000:01:00.1.' },
  { id: '5', name: 'Start QEMU', state: 'todo', estimateMs: 1200 },
  { id: '6', name: 'Verify', state: 'todo', estimateMs: 900 },
];

export const FAILED_STEPS: HandoverStep[] = [
  { id: '1', name: 'Check', state: 'done', elapsedMs: 180 },
  { id: '2', name: 'Detach nvidia', state: 'undone', elapsedMs: 1310, detail: 'nvidia is loaded again.' },
  { id: '3', name: 'Bind vfio-pci', state: 'failed', elapsedMs: 5000, detail: 'vfio-pci did not take 0000:01:00.1.' },
  { id: '4', name: 'Start QEMU', state: 'todo', estimateMs: 1200 },
];

/** A line that looks measured: the same for everybody, so that pictures can be compared. */
export function wave(count: number, around: number, reach: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const value = around + reach * (0.6 * Math.sin(i / 3) + 0.4 * Math.sin(i * 1.7 + 1));
    return Math.round(Math.min(100, Math.max(0, value)));
  });
}
