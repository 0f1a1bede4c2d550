'use client';
import clsx from 'clsx';
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';
import { getAt } from './at-path';
import { useEditor } from './editor';
import { type FoundField, searchFields } from './search-fields';

/** Finds a setting by its name, by QEMU's word for it, or by what the guide calls it. `/` goes here. */
export function FieldSearch() {
  const { values, goTo } = useEditor();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const found = searchFields(query);
  const isOpen = query.trim() !== '';
  useSlash(input);

  const close = () => {
    setQuery('');
    setAt(0);
  };
  const choose = ({ pattern }: FoundField) => {
    close();
    goTo(placeOf(pattern, (path) => getAt(values, path) !== undefined));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[at];
    if (step !== undefined && found.length > 0) setAt((at + step + found.length) % found.length);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && chosen) choose(chosen);
    else if (event.key !== 'Enter') return;
    // Enter saves a form.
    event.preventDefault();
  };
  return (
    <search className="relative">
      <Input
        ref={input}
        icon={Search}
        role="combobox"
        aria-label="Find a setting"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found[at] ? `${id}-${at}` : undefined}
        placeholder="Find a setting"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        end={isOpen ? <IconButton icon={X} label="Clear the search" onClick={close} className="-mr-2" /> : undefined}
      />
      <div
        id={id}
        role="listbox"
        aria-label="Settings found"
        className={clsx(
          'absolute inset-x-0 top-full z-4 mt-1 max-h-[min(420px,55dvh)] overflow-y-auto rounded-note border border-line-strong bg-card py-1 shadow-float desk:right-auto desk:w-85',
          !isOpen && 'hidden',
        )}
      >
        {found.map((one, index) => (
          <div
            key={one.pattern}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerEnter={() => setAt(index)}
            onClick={() => choose(one)}
            onKeyDown={onKeyDown}
            className={clsx(
              'flex min-h-11 cursor-pointer items-center gap-3 px-3.5 py-1.5',
              index === at && 'bg-raised',
            )}
          >
            <span className="min-w-0 flex-1 truncate font-medium">{one.label}</span>
            <span className="shrink-0 text-small text-ink-2">{one.sectionLabel}</span>
          </div>
        ))}
        {isOpen && found.length === 0 && (
          <p className="px-3.5 py-2 text-small text-ink-2">
            No setting is called so. Extra arguments take what Baton does not know.
          </p>
        )}
      </div>
      <span role="status" className="sr-only">
        {isOpen ? `${found.length} found` : ''}
      </span>
    </search>
  );
}

/** The field that a row of the search leads to: the first item of a list, or the nearest thing that is there. */
function placeOf(pattern: string, exists: (path: string) => boolean): string {
  const path = pattern.replaceAll('*', '0');
  if (exists(path) || !path.includes('.')) return path;
  const isList = pattern.includes('*');
  return isList ? placeOf(pattern.slice(0, pattern.lastIndexOf('.')), exists) : path;
}

/** `/` as in many places, unless something is being typed. */
function useSlash(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [role=dialog]')) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [input]);
}
