'use client';
import { Upload } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '@/ui/button';
import type { ButtonVariant } from '@/ui/button-style';
import type { IconType } from '@/ui/icon';

export interface PickFileButtonProps {
  /** What the browser's file dialog shows first: `.iso`. */
  accept?: string;
  onPick: (file: File) => void;
  children: ReactNode;
  icon?: IconType;
  variant?: ButtonVariant;
  reason?: string;
  busy?: boolean;
}

/** A button that opens the browser's file dialog. */
export function PickFileButton({ accept, onPick, children, icon = Upload, ...look }: PickFileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={typeof children === 'string' ? children : 'File'}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again.
          event.target.value = '';
          if (file) onPick(file);
        }}
      />
      <Button {...look} icon={icon} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  );
}
