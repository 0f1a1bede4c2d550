import { type GuestMouse, LEFT, type Point, RIGHT } from './guest-mouse';

/** A finger that moved less has not moved. */
const STILL_PX = 8;
/** Fingers that came apart by more pinch. */
const PINCH_PX = 24;
const LONG_MS = 600;
/** So soon after a tap, a finger that stays down holds the button. */
const DRAG_AFTER_TAP_MS = 300;

export interface TouchListener {
  /** The pinch grew by `factor`; `at` is its middle. */
  pinched(factor: number, at: Point): void;
  /** Moves the zoomed picture. @returns false when it is not zoomed: then the guest scrolls */
  panned(by: Point): boolean;
  moved(to: Point): void;
}

interface Options {
  readonly mouse: GuestMouse;
  readonly listener: TouchListener;
  /** A finger moves the pointer from where it is, and presses nothing. */
  readonly trackpad: () => boolean;
}

type Gesture = 'none' | 'tapping' | 'moving' | 'holding' | 'two' | 'pinching' | 'scrolling' | 'over';

/**
 * What fingers on the screen do: one points (or, as on a trackpad, moves), a long press or two fingers press the right button, two
 * fingers scroll or pinch. Events are taken before noVNC sees them: its own pinch is a key with the wheel, which no picture follows.
 */
export class TouchPointer {
  #gesture: Gesture = 'none';
  #from: Point = { x: 0, y: 0 };
  #last: Point = { x: 0, y: 0 };
  #apart = 0;
  #firstApart = 0;
  #tappedAtMs = 0;
  #long: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: Options) {}

  /** @returns how to stop listening. */
  listen(place: HTMLElement): () => void {
    const control = new AbortController();
    const how = { capture: true, passive: false, signal: control.signal };
    const on = (kind: 'touchstart' | 'touchmove' | 'touchend' | 'touchcancel', act: (event: TouchEvent) => void) =>
      place.addEventListener(
        kind,
        (event) => {
          event.preventDefault();
          event.stopPropagation();
          act(event);
        },
        how,
      );
    on('touchstart', (event) => this.#start(event));
    on('touchmove', (event) => this.#move(event));
    on('touchend', (event) => this.#end(event));
    on('touchcancel', (event) => this.#end(event));
    return () => {
      clearTimeout(this.#long);
      control.abort();
    };
  }

  #start({ touches, timeStamp }: TouchEvent): void {
    clearTimeout(this.#long);
    const { mouse, trackpad } = this.options;
    this.#from = middle(touches);
    this.#last = this.#from;
    if (touches.length > 1) {
      if (this.#gesture === 'holding') mouse.release();
      this.#gesture = touches.length === 2 ? 'two' : 'over';
      this.#apart = distance(touches);
      this.#firstApart = this.#apart;
      return;
    }
    this.#gesture = 'tapping';
    if (trackpad()) {
      if (timeStamp - this.#tappedAtMs < DRAG_AFTER_TAP_MS) this.#hold();
      return;
    }
    this.#long = setTimeout(() => {
      mouse.move(this.#from);
      mouse.click(RIGHT);
      this.#gesture = 'over';
    }, LONG_MS);
  }

  #move({ touches }: TouchEvent): void {
    const at = middle(touches);
    const by = { x: at.x - this.#last.x, y: at.y - this.#last.y };
    const moved = Math.hypot(at.x - this.#from.x, at.y - this.#from.y) > STILL_PX;
    if (touches.length === 1) this.#moveOne(at, by, moved);
    else if (touches.length === 2) this.#moveTwo(touches, { at, by, moved });
  }

  #moveOne(at: Point, by: Point, moved: boolean): void {
    const { mouse, trackpad } = this.options;
    if (this.#gesture === 'tapping') {
      if (!moved) return;
      clearTimeout(this.#long);
      if (trackpad()) this.#gesture = 'moving';
      else {
        mouse.move(this.#from);
        this.#hold();
      }
    }
    if (this.#gesture !== 'moving' && this.#gesture !== 'holding') return;
    this.#last = at;
    const to = trackpad() ? { x: mouse.at.x + by.x, y: mouse.at.y + by.y } : at;
    mouse.move(to, this.#gesture === 'holding' ? LEFT : 0);
    this.options.listener.moved(mouse.at);
  }

  #moveTwo(touches: TouchList, { at, by, moved }: { at: Point; by: Point; moved: boolean }): void {
    const { mouse, listener } = this.options;
    const apart = distance(touches);
    if (this.#gesture === 'two') {
      if (Math.abs(apart - this.#firstApart) > PINCH_PX) this.#gesture = 'pinching';
      else if (moved) this.#gesture = 'scrolling';
      else return;
    }
    this.#last = at;
    if (this.#gesture === 'pinching') {
      listener.pinched(apart / this.#apart, at);
      listener.panned(by);
      this.#apart = apart;
    } else if (this.#gesture === 'scrolling' && !listener.panned(by)) mouse.scroll({ x: -by.x, y: -by.y });
  }

  #end({ touches, timeStamp, type }: TouchEvent): void {
    clearTimeout(this.#long);
    const { mouse, trackpad } = this.options;
    const gesture = type === 'touchcancel' && this.#gesture !== 'holding' ? 'over' : this.#gesture;
    if (gesture === 'holding') mouse.release();
    else if (gesture === 'tapping') {
      if (!trackpad()) mouse.move(this.#from);
      mouse.click(LEFT);
      this.#tappedAtMs = timeStamp;
    } else if (gesture === 'two') {
      if (!trackpad()) mouse.move(this.#from);
      mouse.click(RIGHT);
    }
    // The finger that stays when the other left moves nothing.
    this.#gesture = touches.length === 0 ? 'none' : 'over';
  }

  #hold(): void {
    this.#gesture = 'holding';
    this.options.mouse.press(LEFT);
  }
}

function middle(touches: TouchList): Point {
  const all = Array.from(touches);
  const of = (place: (touch: Touch) => number) => all.reduce((sum, touch) => sum + place(touch), 0) / all.length;
  return { x: of((touch) => touch.clientX), y: of((touch) => touch.clientY) };
}

function distance(touches: TouchList): number {
  const [one, two] = Array.from(touches);
  return one && two ? Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) : 0;
}
