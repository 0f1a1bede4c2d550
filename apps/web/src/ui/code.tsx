'use client';
import clsx from 'clsx';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { IconButton } from './icon-button';

export interface CodeProps {
  /** What is shown and copied. */
  text: string;
  /** Drawn before each line, not copied: “$” or “#”. */
  prompt?: string;
  /** What the copy button copies, in words: “Copy the command”. */
  copyLabel?: string;
  /** A table drawn with letters: lines are not broken, the box scrolls sideways. */
  table?: boolean;
}

const never = () => () => undefined;

/** A command, a file's text, a kernel line. The copy button is there only where the browser has a clipboard (HTTPS). */
export function Code({ text, prompt, copyLabel = 'Copy', table }: CodeProps) {
  const canCopy = useSyncExternalStore(
    never,
    () => navigator.clipboard !== undefined,
    () => false,
  );
  return (
    <div className="relative rounded-control border border-line bg-groove">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className={clsx(
          'overflow-x-auto py-3 pl-3.5 text-[13px]/5',
          table ? 'whitespace-pre' : 'whitespace-pre-wrap wrap-anywhere',
          canCopy ? 'pr-12' : 'pr-3.5',
        )}
      >
        {prompt
          ? text.split('\n').map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text
              <span key={index} className="block">
                <span aria-hidden className="text-ink-3 select-none">
                  {prompt}{' '}
                </span>
                {line}
              </span>
            ))
          : text}
      </pre>
      {canCopy && <CopyButton text={text} label={copyLabel} />}
    </div>
  );
}

function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <IconButton
        icon={copied ? Check : Copy}
        label={label}
        className="absolute top-px right-px bg-groove desk:top-1 desk:right-1"
        onClick={() => {
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
      />
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
}
