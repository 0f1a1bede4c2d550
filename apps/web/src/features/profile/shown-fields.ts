import { isWithin } from './at-path';

/**
 * The fields that are on the page now. What is found about others is told above them: a field may be hidden because another one
 * makes it meaningless, and a finding must never be.
 */
export class ShownFields {
  private readonly places = new Map<string, { readonly path: string; readonly deep: boolean }>();
  private readonly listeners = new Set<() => void>();
  private version = 0;

  /** `deep` shows what is said about everything below, too. @returns the way to take it off again */
  add(path: string, deep: boolean): () => void {
    const key = `${path} ${deep}`;
    this.places.set(key, { path, deep });
    this.changed();
    return () => {
      this.places.delete(key);
      this.changed();
    };
  }

  has(path: string): boolean {
    return [...this.places.values()].some((place) => (place.deep ? isWithin(path, place.path) : place.path === path));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Another number whenever another field is shown. */
  readonly snapshot = (): number => this.version;

  private changed(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }
}
