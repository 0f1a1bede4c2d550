/** A short duration for people: `0.18 s`, `12.4 s`, `1 min 05 s`. An estimate has no hundredths: `1.2 s`. */
export function formatSeconds(ms: number, hundredths = true): string {
  const seconds = Math.max(0, ms) / 1000;
  if (hundredths && seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
