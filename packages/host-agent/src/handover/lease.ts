import type { Borrower } from './lender';

/** One lease: the GPU is lent to at most one machine. */
export class Lease {
  #borrower: Borrower | null = null;
  #lent = false;
  #operationId: string | null = null;

  get borrower(): Borrower | null {
    return this.#borrower;
  }

  /** The borrower, once its QEMU is up with the GPU. */
  get runner(): Borrower | null {
    return this.#lent ? this.#borrower : null;
  }

  /** The operation that is bringing the GPU to the borrower, QEMU's start included. */
  get operationId(): string | null {
    return this.#operationId;
  }

  /** @returns false when another machine has it. */
  take(borrower: Borrower, operationId: string | null): boolean {
    if (this.#borrower && this.#borrower.id !== borrower.id) return false;
    this.#borrower = borrower;
    this.#operationId = operationId;
    return true;
  }

  lent(): void {
    this.#lent = this.#borrower !== null;
    this.#operationId = null;
  }

  free(): void {
    this.#borrower = null;
    this.#lent = false;
    this.#operationId = null;
  }
}
