import { CircuitBoard, Cpu, Disc, FileText, HardDrive, Lock } from 'lucide-react';
import { Icon } from '@/ui/icon';

/** The parts of the editor, in order; `id` is where its section begins. */
export const PARTS = [
  { id: 'general', label: 'General', icon: FileText },
  { id: 'resources', label: 'Memory and CPU', icon: Cpu },
  { id: 'firmware', label: 'Firmware', icon: Lock },
  { id: 'disk', label: 'Disk', icon: HardDrive },
  { id: 'iso', label: 'ISO image', icon: Disc },
  { id: 'gpu', label: 'GPU', icon: CircuitBoard },
] as const;

/** On the desktop: the parts beside the form. The phone scrolls. */
export function SectionNav() {
  return (
    <nav aria-label="Parts of the profile" className="sticky top-10 max-desk:hidden">
      <ul>
        {PARTS.map(({ id, label, icon }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex min-h-9.5 items-center gap-3 rounded-[8px] px-3 text-[14px] font-medium text-ink-2 no-underline hover:bg-raised/50 hover:text-ink-1"
            >
              <Icon as={icon} />
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
