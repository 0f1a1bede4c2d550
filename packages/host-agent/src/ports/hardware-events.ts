/** Tells that something about the host's devices changed: a driver, a connector, a power supply. */
export interface HardwareEvents {
  /** Costs nothing while nothing changes. Watch only while somebody looks. @returns the way to stop */
  watch(changed: () => void): () => void;
}
