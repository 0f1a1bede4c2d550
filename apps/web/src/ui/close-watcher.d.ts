/** Not in TypeScript's DOM yet: https://developer.mozilla.org/docs/Web/API/CloseWatcher */
declare class CloseWatcher {
  onclose: (() => void) | null;
  destroy(): void;
}
