import type { RomReport } from '@baton/model/rom/report';
import { romImageWords } from '@baton/model/words/rom';
import clsx from 'clsx';
import { sizeWords } from '@/features/machine/size-words';
import { type RomSegment, romSegments } from './rom-segments';

/** The file drawn from its first byte to its last; the words of each stretch below. */
export function RomChain({ report }: { report: RomReport }) {
  const segments = romSegments(report);
  if (segments.length === 0) return null;
  return (
    <div className="grid gap-2.5">
      <div aria-hidden className="flex h-9 gap-0.5">
        {segments.map((segment, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one file, in their order
            key={index}
            style={{ flexGrow: segment.length, flexBasis: 0 }}
            className={clsx(
              'grid min-w-6 place-items-center rounded-chip border text-label font-semibold',
              look(segment),
            )}
          >
            {segment.kind === 'image' && index + 1}
          </span>
        ))}
      </div>
      <ol aria-label="What the file is made of" className="grid gap-1 text-small">
        {segments.map((segment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one file, in their order
          <li key={index} className="flex gap-2">
            <span className="w-4 shrink-0 text-right font-mono text-label/4.5 text-ink-3">{index + 1}</span>
            <span className="min-w-0 wrap-anywhere">{wordsFor(segment)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Form carries the kind: filled what a BIOS reads, outlined what UEFI reads, striped what is no image. */
function look({ kind, image }: RomSegment): string {
  if (kind !== 'image') return 'hatched border-line-strong';
  return image?.type === 'legacy' ? 'border-solid bg-solid text-on-solid' : 'border-line-strong text-ink-1';
}

function wordsFor({ kind, length, image }: RomSegment): string {
  if (image) return `${romImageWords(image)}${image.checksumOk === false ? ', checksum wrong' : ''}`;
  return kind === 'before' ? `${sizeWords(length)} before the first image` : `${sizeWords(length)} that are no image`;
}
