import { describe, expect, it } from 'vitest';
import { clockBase } from './clock-base';

describe('the clock of a guest that had set it', () => {
  const noon = Date.UTC(2026, 10, 27, 12, 0, 0);

  it('goes on from where it was set, to the second', () => {
    expect(clockBase('utc', noon, 7200)).toBe('2026-11-27T14:00:00');
    expect(clockBase('utc', noon, -86_400)).toBe('2026-11-26T12:00:00');
  });

  it('shows the host’s own wall clock when it keeps local time', () => {
    const zone = new Date(noon + 1000).getTimezoneOffset() * 60_000;
    expect(clockBase('localtime', noon, 1)).toBe(new Date(noon + 1000 - zone).toISOString().slice(0, 19));
  });

  it('is left to the profile when nobody set it', () => {
    expect(clockBase('utc', noon, 0)).toBeNull();
  });
});
