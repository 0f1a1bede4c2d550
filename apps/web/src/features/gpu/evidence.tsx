'use client';
import type { GpuView } from '@baton/api/views';
import { DisclosureRow } from '@/ui/disclosure-row';
import { List } from '@/ui/list';

/** What was seen, fact by fact: why the GPU's state has its name. */
export function Evidence({ gpu, says }: { gpu: GpuView; says: string }) {
  if (gpu.evidence.length === 0) return null;
  return (
    <List label="Why Baton says so">
      <DisclosureRow name="Evidence" sub={`Why Baton says “${says}”`}>
        <ul aria-label="Evidence" className="grid gap-1">
          {gpu.evidence.map((fact) => (
            <li key={fact} className="mono text-ink-2 wrap-anywhere">
              {fact}
            </li>
          ))}
        </ul>
      </DisclosureRow>
    </List>
  );
}
