import Link from 'next/link';
import { BatonPill } from './baton-pill';

/**
 * Who holds the GPU, at the top right of every sub-page on the phone. Leads to GPU & devices.
 * `here`: the page is the holder's own and has its name as the title, which needs the room.
 */
export function HolderChip({ name, here, href = '/gpu' }: { name: string; here?: boolean; href?: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={`The GPU is with ${name}`}
      className="tap inline-flex h-8 items-center gap-2 rounded-[8px] border border-line bg-card px-2.5 text-small font-medium whitespace-nowrap text-ink-1 no-underline"
    >
      <BatonPill kind="holds" />
      <span className="max-w-24 truncate">{here ? 'GPU' : name}</span>
    </Link>
  );
}
