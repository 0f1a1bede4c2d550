'use client';
import { Segmented } from '@/ui/segmented';
import { Sheet } from '@/ui/sheet';
import type { ScreenChoice } from './screen-choice';

interface ScreenOptionsProps {
  choice: ScreenChoice;
  onChange: (change: Partial<ScreenChoice>) => void;
  /** Whether dragging moves the picture instead of pressing the guest's mouse. */
  drag: boolean;
  onDrag: (on: boolean) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** How the screen is looked at and touched on this device. */
export function ScreenOptionsSheet({ choice, onChange, drag, onDrag, open, onOpenChange }: ScreenOptionsProps) {
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="Screen options"
      description="Kept on this device."
      closeLabel="Close"
    >
      <div className="grid gap-4">
        <Choice title="Size">
          <Segmented
            full
            label="Size"
            value={choice.scaling}
            onChange={(scaling) => onChange({ scaling })}
            options={[
              { value: 'fit', label: 'Fit' },
              { value: 'width', label: 'Fill width' },
              { value: 'real', label: '100 %' },
            ]}
          />
        </Choice>
        {choice.scaling === 'real' && (
          <Choice title="Dragging" hint="A picture larger than the window can be moved by dragging it.">
            <Segmented
              full
              label="Dragging"
              value={drag ? 'picture' : 'mouse'}
              onChange={(value) => onDrag(value === 'picture')}
              options={[
                { value: 'mouse', label: 'Uses the mouse' },
                { value: 'picture', label: 'Moves the picture' },
              ]}
            />
          </Choice>
        )}
        <Choice
          title="Picture"
          hint="Fast sends less and is coarser, for a slow network. Sharp sends every dot as it is."
        >
          <Segmented
            full
            label="Picture"
            value={choice.quality}
            onChange={(quality) => onChange({ quality })}
            options={[
              { value: 'auto', label: 'Auto' },
              { value: 'fast', label: 'Fast' },
              { value: 'sharp', label: 'Sharp' },
            ]}
          />
        </Choice>
        <Choice title="Touch" hint={TOUCH_HINTS[choice.touch]}>
          <Segmented
            full
            label="Touch"
            value={choice.touch}
            onChange={(touch) => onChange({ touch })}
            options={[
              { value: 'direct', label: 'Direct' },
              { value: 'trackpad', label: 'Trackpad' },
            ]}
          />
        </Choice>
      </div>
    </Sheet>
  );
}

const TOUCH_HINTS: Readonly<Record<ScreenChoice['touch'], string>> = {
  direct:
    'A tap clicks where it touches. A long press, or two fingers, is the right button. Two fingers scroll or zoom.',
  trackpad:
    'A finger moves the pointer, a tap clicks, two fingers tap the right button. Tap and hold to drag. Two fingers scroll or zoom.',
};

function Choice({ title, hint, children }: { title: string; hint?: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <b className="font-semibold">{title}</b>
      {children}
      {hint && <p className="text-small text-ink-2">{hint}</p>}
    </div>
  );
}
