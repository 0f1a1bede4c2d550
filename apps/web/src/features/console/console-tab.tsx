'use client';
import type { MachineView } from '@baton/api/views';
import clsx from 'clsx';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { useRoomBelow } from '@/lib/room-below';
import { useSession } from '@/lib/session-gate';
import { notify } from '@/ui/notify';
import { ConsoleToolbar, type StatusLine } from './console-toolbar';
import { noKeysWords, noScreenWords, screenWords, stillWords } from './console-words';
import { KeyBar } from './key-bar';
import { savePicture } from './save-picture';
import { LEVELS, useScreenChoice } from './screen-choice';
import { ScreenOptionsSheet } from './screen-options-sheet';
import { ScreenOverlay } from './screen-overlay';
import { SendTextSheet } from './send-text-sheet';
import { SoftKeyboard } from './soft-keyboard';
import { useClipboard } from './use-clipboard';
import { useFullScreen } from './use-full-screen';
import { useScreen } from './use-screen';
import { useTouch } from './use-touch';
import { placeStyle } from './zoom';

const SerialPane = lazy(() => import('./serial-pane'));

/** The machine's screen in the browser, with the keys that a phone does not have. */
export default function ConsoleTab({ machine }: { machine: MachineView }) {
  const frame = useRef<HTMLDivElement>(null);
  const shown = useRef<HTMLElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const soft = useRef<HTMLTextAreaElement>(null);
  const keyboardButton = useRef<HTMLButtonElement>(null);
  const [viewOnly, setViewOnly] = useState(false);
  const [choice, choose] = useScreenChoice();
  const [options, setOptions] = useState(false);
  const [serial, setSerial] = useState(false);
  const [serialLine, setSerialLine] = useState<StatusLine>({ words: 'Connecting to the serial port' });
  const [drag, setDrag] = useState(false);
  const [full, setFull] = useFullScreen();
  const { sending, send, paste, onCopied } = useClipboard(machine);
  const { simulated } = useSession();
  const heightPx = useRoomBelow(frame, 0);
  const forbidden = useAllowed('machine.console');
  const why = forbidden ?? noScreenWords(machine);
  const open = why === undefined && !serial;
  const { scaling, quality, touch } = choice;
  const fit = scaling !== 'real';
  const view = useMemo(() => ({ viewOnly, fit, drag, ...LEVELS[quality] }), [viewOnly, fit, drag, quality]);
  const { zoom } = useTouch({ frame: shown, place, trackpad: touch === 'trackpad' });
  const screen = useScreen(place, { machineId: machine.id, open, view, onCopied });
  const { session } = screen;
  const connected = open && screen.state.kind === 'connected';
  const looking = { scaling, viewOnly, zoom: zoom.scale, still: stillWords(machine) };

  // The keyboard belongs to the guest while the screen has it: Ctrl+Alt+G gives it back, as in QEMU's own window.
  useEffect(() => {
    const element = place.current;
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || !event.altKey || event.code !== 'KeyG') return;
      event.preventDefault();
      event.stopPropagation();
      session.current?.letGo();
      keyboardButton.current?.focus();
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (!['Control', 'Alt', 'Meta', 'Shift'].includes(event.key)) session.current?.releaseHeld();
    };
    element?.addEventListener('keydown', onKey, true);
    element?.addEventListener('keyup', onKeyUp);
    return () => {
      element?.removeEventListener('keydown', onKey, true);
      element?.removeEventListener('keyup', onKeyUp);
    };
  }, [session]);

  const onKeyboard = () => {
    if (matchMedia('(pointer: coarse)').matches) soft.current?.focus();
    else session.current?.focus();
  };
  const onPicture = async () => {
    const saved = savePicture(machine.name, (await session.current?.picture()) ?? null);
    notify(saved ? { title: 'Picture saved', detail: saved } : { title: 'No picture could be taken', tone: 'warn' });
  };

  return (
    <div
      ref={frame}
      // Its keys replace the phone's navigation, and so does the room for them.
      data-bottom-bar
      className={clsx(
        'flex flex-col bg-bg',
        full
          ? clsx('fixed inset-x-0 bottom-0 z-9', simulated ? 'top-6.5' : 'top-0')
          : '-mx-4 -mb-[calc(112px+env(safe-area-inset-bottom))] desk:-mx-9 desk:-mb-10',
      )}
      style={full ? undefined : { height: heightPx }}
    >
      <ConsoleToolbar
        line={serial ? serialLine : { words: why ? 'No screen' : screenWords(screen, looking) }}
        connected={connected}
        viewOnly={viewOnly}
        shown={serial ? 'serial' : why ? 'nothing' : 'screen'}
        full={full}
        onViewOnly={setViewOnly}
        onSerial={setSerial}
        onOptions={() => setOptions(true)}
        onFull={setFull}
        onPicture={() => void onPicture()}
      />
      {serial && (
        <Suspense fallback={null}>
          <SerialPane machine={machine} onLine={setSerialLine} />
        </Suspense>
      )}
      <section
        ref={shown}
        aria-label={`Screen of ${machine.name}`}
        data-testid="console-screen"
        data-state={open ? screen.state.kind : 'none'}
        hidden={serial}
        style={{ containerType: 'size' }}
        className={clsx(
          'relative min-h-0 flex-1 bg-[#050606]',
          scaling === 'width' ? 'overflow-x-hidden overflow-y-auto' : 'overflow-hidden',
        )}
      >
        <div ref={place} className="absolute" style={placeStyle(zoom, scaling === 'width' ? screen.size : undefined)} />
        <SoftKeyboard ref={soft} session={session} />
        {!connected && (
          <ScreenOverlay
            machine={machine}
            why={why}
            state={screen.state}
            onRetry={() => session.current?.retryNow()}
            onSerial={() => setSerial(true)}
          />
        )}
      </section>
      {!serial && !why && (
        <KeyBar
          name={machine.name}
          session={session}
          held={screen.held}
          why={noKeysWords(machine, { connected, viewOnly })}
          keyboardButton={keyboardButton}
          onKeyboard={onKeyboard}
          onSendText={() => send({ text: '' })}
          onPaste={() => void paste()}
        />
      )}
      <ScreenOptionsSheet
        choice={choice}
        onChange={choose}
        drag={drag}
        onDrag={setDrag}
        open={options}
        onOpenChange={setOptions}
      />
      <SendTextSheet machine={machine} sending={sending} onClose={() => send(null)} />
    </div>
  );
}
