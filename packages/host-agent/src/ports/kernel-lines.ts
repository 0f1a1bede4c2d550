/** One line that the kernel logged. */
export interface KernelLine {
  /** Grows within a boot. */
  readonly sequence: number;
  /** Milliseconds since the epoch, as well as the kernel's clock tells it. */
  readonly at: number;
  /** syslog level, 0 to 7. */
  readonly level: number;
  readonly text: string;
}

/** The kernel's log. */
export interface KernelLines {
  /** Tells every line that the kernel still has, then each new one. Nothing where we may not read it. @returns the way to stop */
  follow(heard: (line: KernelLine) => void): () => void;
}
