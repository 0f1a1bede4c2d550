'use client';
import clsx from 'clsx';
import { Camera, Eye, Maximize, Minimize, SlidersHorizontal, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon, type IconType } from '@/ui/icon';

interface ConsoleToolbarProps {
  /** How the screen is connected; spoken when it changes. */
  words: string;
  connected: boolean;
  viewOnly: boolean;
  /** The serial port is shown in place of the screen. */
  serial: boolean;
  full: boolean;
  onViewOnly: (on: boolean) => void;
  onSerial: (serial: boolean) => void;
  onOptions: () => void;
  onFull: (full: boolean) => void;
  onPicture: () => void;
}

/** Above the screen: how it is connected, and how it is looked at. */
export function ConsoleToolbar(props: ConsoleToolbarProps) {
  const { words, connected, viewOnly, serial, full, onViewOnly, onSerial, onOptions, onFull, onPicture } = props;
  return (
    <div
      className={clsx(
        'flex shrink-0 items-center gap-2 border-b border-line px-4 pb-2.5 text-small text-ink-2 desk:px-9 desk:pb-3',
        full && 'pt-2.5 desk:pt-3',
      )}
    >
      <span className="grid min-w-0 flex-1">
        <span role="status" className="truncate">
          {words}
        </span>
        {connected && !viewOnly && (
          <span className="truncate text-ink-3 max-desk:hidden">
            Click the screen to type in it; Ctrl+Alt+G brings the keyboard back.
          </span>
        )}
      </span>
      <Tool icon={SquareTerminal} label="Serial port" pressed={serial} onPress={() => onSerial(!serial)} />
      {!serial && (
        <>
          <Tool icon={Eye} label="Look only" pressed={viewOnly} onPress={() => onViewOnly(!viewOnly)} />
          <Tool icon={Camera} label="Take a picture" off={!connected} onPress={onPicture} />
          <Tool icon={SlidersHorizontal} label="Screen options" onPress={onOptions} />
        </>
      )}
      <Tool icon={full ? Minimize : Maximize} label="Full screen" pressed={full} onPress={() => onFull(!full)} />
    </div>
  );
}

interface ToolProps {
  icon: IconType;
  label: string;
  pressed?: boolean;
  off?: boolean;
  onPress: () => void;
}

function Tool({ icon, label, pressed, off, onPress }: ToolProps): ReactNode {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={off}
      onClick={onPress}
      className="press grid size-11 shrink-0 place-items-center rounded-control border border-line-strong text-ink-1 disabled:border-line disabled:text-ink-3 aria-pressed:border-solid aria-pressed:bg-solid aria-pressed:text-on-solid"
    >
      <Icon as={icon} />
    </button>
  );
}
