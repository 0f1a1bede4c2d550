import type RFB from '@novnc/novnc';
import { KEYS, type Key, MODIFIERS, type Modifier, strokes } from './keys';

/** How this page is connected to the machine's screen. Times in milliseconds since the epoch. */
export type ScreenState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly retryAtMs: number };

const RETRY_FIRST_MS = 1000;
const RETRY_MAX_MS = 10_000;

export interface ScreenView {
  readonly viewOnly: boolean;
  /** Scaled to its place; otherwise one dot of the guest is one dot here. */
  readonly fit: boolean;
  /** At 100 %: dragging moves the picture instead of pressing the guest's mouse. */
  readonly drag: boolean;
  /** As noVNC has them, 0 to 9. */
  readonly quality: number;
  readonly compression: number;
}

export interface ScreenListener {
  state(state: ScreenState): void;
  /** The guest's resolution, when it is known or has changed. */
  size(width: number, height: number): void;
  /** Which sticky keys are down. */
  held(modifiers: ReadonlySet<Modifier>): void;
  /** A text was copied in the guest: only from guests with a clipboard agent (spice-vdagent). */
  copied(text: string): void;
}

interface ScreenParts {
  readonly target: HTMLElement;
  readonly url: string;
  readonly view: ScreenView;
  readonly listener: ScreenListener;
}

/** One viewer of one machine's screen: connects, comes back by itself, presses keys. `close` ends it for good. */
export class ScreenSession {
  #rfb: RFB | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #closed = false;
  #view: ScreenView;
  #connected = false;
  #held: ReadonlySet<Modifier> = new Set();
  readonly #resized: MutationObserver;

  constructor(private readonly parts: ScreenParts) {
    this.#view = parts.view;
    this.#resized = new MutationObserver(() => this.#tellSize());
  }

  /** Fetches noVNC and connects. */
  async open(): Promise<void> {
    const { default: Rfb } = await import('@novnc/novnc');
    if (this.#closed) return;
    this.#connect(Rfb);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#resized.disconnect();
    this.#rfb?.disconnect();
    this.#rfb = undefined;
  }

  /** Does not wait for the next try. */
  retryNow(): void {
    if (this.#closed || this.#connected) return;
    clearTimeout(this.#retry);
    this.parts.listener.state({ kind: 'connecting' });
    void this.open();
  }

  show(view: ScreenView): void {
    this.#view = view;
    const rfb = this.#rfb;
    if (!rfb) return;
    rfb.viewOnly = view.viewOnly;
    rfb.scaleViewport = view.fit;
    rfb.clipViewport = !view.fit;
    rfb.dragViewport = !view.fit && view.drag;
    rfb.qualityLevel = view.quality;
    rfb.compressionLevel = view.compression;
  }

  /** Presses and releases; sticky keys that were down go up after it. */
  press(key: Key): void {
    const rfb = this.#typing();
    if (!rfb) return;
    if (key.shift) rfb.sendKey(KEYS.shift.keysym, KEYS.shift.code, true);
    rfb.sendKey(key.keysym, key.code);
    if (key.shift) rfb.sendKey(KEYS.shift.keysym, KEYS.shift.code, false);
    this.releaseHeld();
  }

  /** Presses them together. */
  pressTogether(keys: readonly Key[]): void {
    const rfb = this.#typing();
    if (!rfb) return;
    for (const { key, down } of strokes(keys)) rfb.sendKey(key.keysym, key.code, down);
    this.releaseHeld();
  }

  toggle(modifier: Modifier): void {
    const rfb = this.#typing();
    if (!rfb) return;
    const down = !this.#held.has(modifier);
    rfb.sendKey(KEYS[modifier].keysym, KEYS[modifier].code, down);
    this.#hold(MODIFIERS.filter((known) => (known === modifier ? down : this.#held.has(known))));
  }

  /** Lets the sticky keys go: after a key, and when the page loses the keyboard. */
  releaseHeld(): void {
    if (this.#held.size === 0) return;
    for (const modifier of this.#held) this.#rfb?.sendKey(KEYS[modifier].keysym, KEYS[modifier].code, false);
    this.#hold([]);
  }

  ctrlAltDel(): void {
    this.#typing()?.sendCtrlAltDel();
  }

  focus(): void {
    this.#rfb?.focus({ preventScroll: true });
  }

  /** Gives the keyboard back to the page; the guest sees the keys of that request go up. */
  letGo(): void {
    const rfb = this.#rfb;
    if (!rfb) return;
    rfb.blur();
    if (!this.#connected) return;
    for (const code of ['ControlLeft', 'ControlRight']) rfb.sendKey(KEYS.ctrl.keysym, code, false);
    for (const code of ['AltLeft', 'AltRight']) rfb.sendKey(KEYS.alt.keysym, code, false);
  }

  /** A PNG of what the screen shows. */
  picture(): Promise<Blob | null> {
    const rfb = this.#rfb;
    if (!rfb || !this.#connected) return Promise.resolve(null);
    return new Promise((resolve) => rfb.toBlob(resolve, 'image/png'));
  }

  #typing(): RFB | undefined {
    return this.#connected && !this.#view.viewOnly ? this.#rfb : undefined;
  }

  #connect(Rfb: typeof RFB): void {
    const { target, url, listener } = this.parts;
    const rfb = new Rfb(target, url, { shared: true });
    this.#rfb = rfb;
    rfb.background = 'transparent';
    rfb.showDotCursor = true;
    rfb.focusOnClick = true;
    this.show(this.#view);
    rfb.addEventListener('connect', () => {
      this.#connected = true;
      this.#attempt = 0;
      listener.state({ kind: 'connected' });
      this.#watchSize();
    });
    rfb.addEventListener('clipboard', ({ detail }) => listener.copied(detail.text));
    rfb.addEventListener('disconnect', () => {
      if (this.#rfb === rfb) this.#lost();
    });
  }

  #lost(): void {
    this.#connected = false;
    this.#rfb = undefined;
    this.#resized.disconnect();
    this.#hold([]);
    if (this.#closed) return;
    const delayMs = Math.min(RETRY_FIRST_MS * 2 ** this.#attempt, RETRY_MAX_MS);
    this.#attempt += 1;
    this.parts.listener.state({ kind: 'lost', retryAtMs: Date.now() + delayMs });
    this.#retry = setTimeout(() => this.retryNow(), delayMs);
  }

  #hold(modifiers: readonly Modifier[]): void {
    this.#held = new Set(modifiers);
    this.parts.listener.held(this.#held);
  }

  /** noVNC has no event for the guest's resolution; its canvas has that many dots. */
  #watchSize(): void {
    const canvas = this.parts.target.querySelector('canvas');
    if (!canvas) return;
    this.#resized.observe(canvas, { attributes: true, attributeFilter: ['width', 'height'] });
    this.#tellSize();
  }

  #tellSize(): void {
    const canvas = this.parts.target.querySelector('canvas');
    if (canvas) this.parts.listener.size(canvas.width, canvas.height);
  }
}

/** The screen's address on this very host. */
export function screenUrl(machineId: string): string {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${window.location.host}/console/${encodeURIComponent(machineId)}`;
}
