/** Buttons as in MouseEvent.buttons. */
export const LEFT = 1;
export const RIGHT = 2;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The guest's mouse, moved by us: noVNC hears the events that a real one would send. Points are pixels of the window. */
export class GuestMouse {
  #at: Point | undefined;

  constructor(private readonly place: HTMLElement) {}

  /** Where the pointer is; the middle of the picture before it was moved. */
  get at(): Point {
    const box = this.#box();
    const at = this.#at ?? { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    return { x: clamp(at.x, box.left, box.right - 1), y: clamp(at.y, box.top, box.bottom - 1) };
  }

  move(to: Point, buttons = 0): void {
    this.#at = to;
    this.#send('mousemove', buttons);
  }

  press(buttons: number): void {
    this.#send('mousedown', buttons);
  }

  release(): void {
    this.#send('mouseup', 0);
  }

  click(button: number): void {
    this.press(button);
    this.release();
  }

  scroll(delta: Point): void {
    const { x: clientX, y: clientY } = this.at;
    const wheel = { clientX, clientY, deltaX: delta.x, deltaY: delta.y, bubbles: true, cancelable: true };
    this.#canvas()?.dispatchEvent(new WheelEvent('wheel', wheel));
  }

  #send(kind: 'mousemove' | 'mousedown' | 'mouseup', buttons: number): void {
    const { x: clientX, y: clientY } = this.at;
    const mouse = { clientX, clientY, buttons, bubbles: true, cancelable: true };
    this.#canvas()?.dispatchEvent(new MouseEvent(kind, mouse));
  }

  #canvas(): HTMLCanvasElement | null {
    return this.place.querySelector('canvas');
  }

  #box(): DOMRect {
    return (this.#canvas() ?? this.place).getBoundingClientRect();
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
