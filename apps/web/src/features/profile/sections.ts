import {
  CircuitBoard,
  Cpu,
  FileText,
  HardDrive,
  Lock,
  MemoryStick,
  Monitor,
  Network,
  SquareTerminal,
  Usb,
  Wrench,
} from 'lucide-react';

/** The parts of the editor, in order. */
export const SECTIONS = [
  { id: 'general', label: 'General', icon: FileText },
  { id: 'cpu', label: 'Processor', icon: Cpu },
  { id: 'memory', label: 'Memory', icon: MemoryStick },
  { id: 'gpu', label: 'GPU', icon: CircuitBoard },
  { id: 'storage', label: 'Storage', icon: HardDrive },
  { id: 'network', label: 'Network', icon: Network },
  { id: 'devices', label: 'Devices', icon: Usb },
  { id: 'display', label: 'Screen & sound', icon: Monitor },
  { id: 'machine', label: 'Firmware & machine', icon: Lock },
  { id: 'advanced', label: 'Advanced', icon: Wrench },
  { id: 'command', label: 'Command line', icon: SquareTerminal },
] as const;

export type SectionId = (typeof SECTIONS)[number]['id'];

/** `#storage` in the address: a reload, or a link, opens the same part. */
export function sectionInAddress(): SectionId | undefined {
  const hash = window.location.hash.slice(1);
  return SECTIONS.find(({ id }) => id === hash)?.id;
}

/** Replaces the entry: the parts are not steps to go back over. */
export function writeSection(section: SectionId): void {
  window.history.replaceState(window.history.state, '', `#${section}`);
}
