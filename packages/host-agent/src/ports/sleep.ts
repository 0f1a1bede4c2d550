/** Sleep and wake of the host, as its login manager tells them. */
export interface HostSleep {
  /**
   * Puts sleep off while it is held, at most for as long as the login manager allows (5 s by default). It keeps nobody with root
   * from suspending. @returns the way to let go; null where there is no login manager
   */
  delay(why: string): Promise<(() => void) | null>;
  /** `going`: the host is about to sleep. `woke`: it is back. Costs nothing meanwhile. @returns the way to stop */
  watch(listener: (moment: 'going' | 'woke') => void): () => void;
}
