/** The kernel's text console on a framebuffer: /sys/class/vtconsole/vtconN. */
export interface FramebufferConsole {
  /** `vtcon1` */
  readonly id: string;
  /** `(M) frame buffer device` */
  readonly name: string;
  readonly bound: boolean;
}
