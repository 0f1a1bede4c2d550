'use client';
import type { RemovedView } from '@baton/api/views';
import { Check, OctagonX } from 'lucide-react';
import { problemWords } from '@/lib/problem';
import { Icon } from '@/ui/icon';
import { List } from '@/ui/list';
import { Sheet } from '@/ui/sheet';

interface ResultsSheetProps {
  title: string;
  results: readonly RemovedView[];
  /** What is said of one with which it went well. */
  done: string;
  /** How the sentence about one that was refused begins. */
  refused: string;
  onClose: () => void;
}

/** What came of each, when many were asked at once. */
export function ResultsSheet({ title, results, done, refused, onClose }: ResultsSheetProps) {
  return (
    <Sheet open onOpenChange={(next) => !next && onClose()} title={title} closeLabel="Close">
      <List label="What came of each">
        {results.map(({ id, name, problem }) => (
          <li key={id} className="flex gap-3 border-t border-line px-4 py-3 first:border-t-0">
            <Icon as={problem ? OctagonX : Check} className={problem ? 'text-bad' : 'text-ink-2'} />
            <span className="min-w-0">
              <b className="block font-semibold wrap-anywhere">{name}</b>
              <span className="block text-small wrap-anywhere text-ink-2">
                {problem ? `${refused} ${problemWords(problem).what} ${problemWords(problem).next}` : done}
              </span>
            </span>
          </li>
        ))}
      </List>
    </Sheet>
  );
}
