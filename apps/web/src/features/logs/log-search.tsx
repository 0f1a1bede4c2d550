'use client';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';
import { HITS_MAX } from './find-hits';

interface LogSearchProps {
  text: string;
  onText: (text: string) => void;
  /** Hits, and which of them is shown (from 0). */
  count: number;
  at: number;
  onStep: (by: 1 | -1) => void;
}

/** Search in the loaded lines: Enter goes to the next hit, Shift+Enter to the one before. */
export function LogSearch({ text, onText, count, at, onStep }: LogSearchProps) {
  const found = text === '' ? '' : count === 0 ? 'None' : `${at + 1} of ${count}${count === HITS_MAX ? '+' : ''}`;
  return (
    <Input
      type="search"
      icon={Search}
      aria-label="Search in the log"
      placeholder="Search"
      value={text}
      autoCapitalize="off"
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          onStep(event.shiftKey ? -1 : 1);
        }
        if (event.key === 'Escape' && text !== '') onText('');
      }}
      className="desk:max-w-80 desk:min-w-60 desk:flex-1 [&_input]:appearance-none [&_input::-webkit-search-cancel-button]:hidden"
      end={
        text === '' ? undefined : (
          <>
            <span role="status" className="whitespace-nowrap">
              {found}
            </span>
            <IconButton icon={ChevronUp} label="Previous hit" disabled={count === 0} onClick={() => onStep(-1)} />
            <IconButton icon={ChevronDown} label="Next hit" disabled={count === 0} onClick={() => onStep(1)} />
            <IconButton icon={X} label="Clear the search" onClick={() => onText('')} />
          </>
        )
      }
    />
  );
}
