'use client';
import { Fragment, useState } from 'react';
import { Sheet } from '../sheet';
import { Switch } from '../switch';
import { PLACES } from './places';
import { setShortcutsOn, shortcutsOn } from './shortcut-choice';

const KEYS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['?'], does: 'This list' },
  ...PLACES.map((place) => ({ keys: ['g', place.key], does: `Go to ${place.label}` })),
  { keys: ['Esc'], does: 'Close a sheet or a menu' },
];

/** The keyboard shortcuts, and the switch that turns single keys off. */
export function ShortcutsSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" closeLabel="Close">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2">
        {KEYS.map(({ keys, does }) => (
          <Fragment key={does}>
            <dt className="flex gap-1">
              {keys.map((key, index) => (
                <kbd
                  // biome-ignore lint/suspicious/noArrayIndexKey: “g g” has the same key twice
                  key={index}
                  className="grid h-7 min-w-7 place-items-center rounded-chip border border-line-strong bg-groove px-1.5 text-small"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </Fragment>
        ))}
      </dl>
      <ShortcutSwitch />
    </Sheet>
  );
}

/** Lives inside the sheet, so that it reads the choice when the sheet opens. */
function ShortcutSwitch() {
  const [on, setOn] = useState(shortcutsOn);
  return (
    <Switch
      label="Single-key shortcuts"
      hint="Off: the keys above do nothing. The list is still behind the keyboard sign."
      checked={on}
      onChange={(event) => {
        setOn(event.target.checked);
        setShortcutsOn(event.target.checked);
      }}
    />
  );
}
