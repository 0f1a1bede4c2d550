'use client';
import clsx from 'clsx';
import { Camera, Eye, Maximize, Minimize, Monitor, SlidersHorizontal, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon, type IconType } from '@/ui/icon';

/** What stands above the screen or the serial port. */
export interface StatusLine {
  /** How it is connected; spoken when it changes. */
  readonly words: string;
  /** What to know about typing there. */
  readonly hint?: string;
}

interface ConsoleToolbarProps {
  line: StatusLine;
  connected: boolean;
  viewOnly: boolean;
  /** The serial port may stand in place of the screen; a machine that is off has neither. */
  shown: 'screen' | 'serial' | 'nothing';
  full: boolean;
  onViewOnly: (on: boolean) => void;
  onSerial: (serial: boolean) => void;
  onOptions: () => void;
  onFull: (full: boolean) => void;
  onPicture: () => void;
}

/** Above the screen: how it is connected, and how it is looked at. On a phone the words have a line of their own. */
export function ConsoleToolbar(props: ConsoleToolbarProps) {
  const { line, connected, viewOnly, shown, full, onViewOnly, onSerial, onOptions, onFull, onPicture } = props;
  const screen = shown === 'screen';
  return (
    <div
      className={clsx(
        'flex shrink-0 items-center gap-2 border-b border-line px-4 pb-2.5 text-small text-ink-2 [@media(max-height:500px)]:pb-2 desk:px-9 desk:pb-3',
        full && 'pt-2.5 [@media(max-height:500px)]:pt-2 desk:pt-3',
        screen && 'max-[559px]:flex-wrap max-[559px]:*:grow',
      )}
    >
      <span className={clsx('grid min-w-0 flex-1 text-pretty wrap-anywhere', screen && 'max-[559px]:basis-full')}>
        <span role="status">{line.words}</span>
        {line.hint && <span className="text-ink-3">{line.hint}</span>}
        {screen && connected && !viewOnly && (
          <span className="text-ink-3 max-desk:hidden">
            Click the screen to type in it; Ctrl+Alt+G brings the keyboard back.
          </span>
        )}
      </span>
      {shown === 'serial' ? (
        <Tool icon={Monitor} label="Screen" worded onPress={() => onSerial(false)} />
      ) : (
        <Tool icon={SquareTerminal} label="Serial port" worded onPress={() => onSerial(true)} />
      )}
      {screen && (
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
  /** Its word stands beside it on the desktop. */
  worded?: boolean;
  pressed?: boolean;
  off?: boolean;
  onPress: () => void;
}

function Tool({ icon, label, worded, pressed, off, onPress }: ToolProps): ReactNode {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={off}
      onClick={onPress}
      className={clsx(
        'press flex h-11 min-w-11 shrink-0 items-center justify-center gap-2 rounded-control border border-line-strong font-strong text-ink-1 disabled:border-line disabled:text-ink-3 aria-pressed:border-solid aria-pressed:bg-solid aria-pressed:text-on-solid desk:h-9.5 desk:min-w-9.5',
        worded && 'desk:px-3',
      )}
    >
      <Icon as={icon} />
      {worded && <span className="max-desk:hidden">{label}</span>}
    </button>
  );
}
