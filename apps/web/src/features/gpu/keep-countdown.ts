/** No question is open for longer. */
const LONGEST_MS = 31_000;
const USUAL_MS = 30_000;
const SPOKEN_STEP = 10;

/**
 * When the question ends, by this browser's clock. The host's clock may be another: where its moment cannot be true here, the
 * time counts from when the page was told.
 */
export function endOf(untilMs: number, nowMs: number): number {
  const leftMs = untilMs - nowMs;
  return leftMs > 0 && leftMs <= LONGEST_MS ? untilMs : nowMs + USUAL_MS;
}

export function secondsLeft(endMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((endMs - nowMs) / 1000));
}

/** Spoken every ten seconds only: a countdown read aloud hides everything else. */
export function spokenSeconds(seconds: number): string {
  if (seconds === 0) return 'The time is up: the GPU goes back.';
  const step = Math.ceil(seconds / SPOKEN_STEP) * SPOKEN_STEP;
  return `Does your screen still work? ${step === seconds ? '' : 'Less than '}${step} seconds left.`;
}
