/** Gives a seat back; more than once is harmless. */
export type LeaveSeat = () => void;

/** Counts what is open at the same time, per address and in all. */
export class Seats {
  readonly #perAddress: number;
  readonly #total: number;
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(limits: { perAddress: number; total: number }) {
    this.#perAddress = limits.perAddress;
    this.#total = limits.total;
  }

  /** The way to give the seat back, or why there is none. */
  take(address: string): LeaveSeat | 'address-full' | 'full' {
    const own = this.#taken.get(address) ?? 0;
    if (own >= this.#perAddress) return 'address-full';
    if (this.#all >= this.#total) return 'full';
    this.#taken.set(address, own + 1);
    this.#all += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave(address);
    };
  }

  #leave(address: string): void {
    this.#all -= 1;
    const own = (this.#taken.get(address) ?? 1) - 1;
    if (own === 0) this.#taken.delete(address);
    else this.#taken.set(address, own);
  }
}
