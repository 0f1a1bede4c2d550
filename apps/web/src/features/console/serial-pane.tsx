'use client';
import '@xterm/xterm/css/xterm.css';
import type { MachineView } from '@baton/api/views';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { useEffect, useRef, useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import type { StatusLine } from './console-toolbar';
import { screenUrl } from './screen-session';
import { SerialKeyBar } from './serial-key-bar';
import { withCtrl } from './serial-keys';
import { SerialSession, type SerialState } from './serial-session';

/** The house's dark ground in both themes: guests paint their consoles for black. */
const COLOURS = { background: '#050606', foreground: '#edf0f0', cursor: '#5be3cf', selectionBackground: '#2f5c56' };
const LINES_KEPT = 5000;
const FONT = '"Geist Mono"';
const FONT_PX = 13;

interface SerialPaneProps {
  machine: MachineView;
  /** Told what to say above it, as that changes. */
  onLine: (line: StatusLine) => void;
}

/** The machine's serial port as a terminal: for guests without a picture, and for a log-in that can be copied from. */
export default function SerialPane({ machine, onLine }: SerialPaneProps) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<SerialState>({ kind: 'connecting' });
  const forbidden = useAllowed('machine.console');
  const terminalRef = useRef<Terminal>(undefined);
  const [ctrl, setCtrl] = useState(false);
  const latestCtrl = useRef(ctrl);
  latestCtrl.current = ctrl;
  const up = machine.state.kind !== 'stopped' && machine.state.kind !== 'starting';
  useEffect(() => {
    const element = place.current;
    if (!element || !up) return;
    const terminal = new Terminal({
      fontFamily: 'ui-monospace, monospace',
      fontSize: FONT_PX,
      scrollback: LINES_KEPT,
      theme: COLOURS,
      disableStdin: forbidden !== undefined,
      screenReaderMode: true,
    });
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.open(element);
    fit.fit();
    const session = new SerialSession(`${screenUrl(machine.id)}/serial`, {
      state: setState,
      begin: () => terminal.reset(),
      said: (bytes) => terminal.write(bytes),
    });
    terminalRef.current = terminal;
    // The terminal measures its font once: after that one is there.
    const useFont = () => {
      if (terminalRef.current !== terminal) return;
      terminal.options.fontFamily = `${FONT}, ui-monospace, monospace`;
      fit.fit();
    };
    document.fonts.load(`${FONT_PX}px ${FONT}`).then(useFont, useFont);
    const typing = terminal.onData((text) => {
      session.type(latestCtrl.current ? withCtrl(text) : text);
      setCtrl(false);
    });
    const sized = new ResizeObserver(() => fit.fit());
    sized.observe(element);
    session.open();
    return () => {
      sized.disconnect();
      typing.dispose();
      session.close();
      terminalRef.current = undefined;
      terminal.dispose();
    };
  }, [machine.id, up, forbidden]);
  const { name } = machine;
  useEffect(() => onLine(serialLine({ name, up, state, forbidden })), [onLine, name, up, state, forbidden]);
  return (
    <section
      aria-label={`Serial port of ${machine.name}`}
      data-testid="serial-console"
      data-state={up ? state.kind : 'none'}
      className="grid min-h-0 flex-1 grid-rows-[1fr_auto] bg-[#050606] text-[#EDF0F0]"
    >
      {/* The inner one has no padding: xterm counts its columns by it. */}
      <div className="grid min-h-0 px-4 py-2 desk:px-9 desk:pt-3 desk:pb-[max(8px,env(safe-area-inset-bottom))]">
        <div ref={place} className="min-h-0 min-w-0 overflow-hidden" />
      </div>
      <SerialKeyBar
        terminal={terminalRef}
        ctrl={ctrl}
        onCtrl={setCtrl}
        off={!up || state.kind !== 'connected' || forbidden !== undefined}
      />
    </section>
  );
}

interface SerialFacts {
  readonly name: string;
  readonly up: boolean;
  readonly state: SerialState;
  readonly forbidden: string | undefined;
}

function serialLine({ name, up, state, forbidden }: SerialFacts): StatusLine {
  if (!up) return { words: `${name} is not running`, hint: 'Its serial log stays in Logs.' };
  if (state.kind === 'connecting') return { words: 'Connecting to the serial port' };
  if (state.kind === 'lost') {
    return {
      words: 'The serial port does not answer',
      hint: `It is tried again by itself. If ${name} was started by an earlier Baton, start it again.`,
    };
  }
  return forbidden
    ? { words: 'Connected to the serial port, looking only', hint: forbidden }
    : {
        words: 'Connected to the serial port',
        hint: 'What you type goes to the guest; nothing shows until it answers.',
      };
}
