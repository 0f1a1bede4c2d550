import { describe, expect, it } from 'vitest';
import { isSameOrigin } from './same-origin';

describe('isSameOrigin', () => {
  it('accepts the page that this address served', () => {
    expect(isSameOrigin('https://laptop.local:8443', 'laptop.local:8443', true)).toBe(true);
    expect(isSameOrigin('https://LAPTOP.local:8443', 'laptop.local:8443', true)).toBe(true);
    expect(isSameOrigin('https://[fd00::2]:8443', '[fd00::2]:8443', true)).toBe(true);
  });

  it('knows the default port', () => {
    expect(isSameOrigin('https://laptop.local', 'laptop.local:443', true)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'null',
    'laptop.local:8443',
    'https://evil.example',
    'https://laptop.local',
    'https://laptop.local:9000',
    'http://laptop.local:8443',
  ])('refuses the origin %s', (origin) => expect(isSameOrigin(origin, 'laptop.local:8443', true)).toBe(false));

  it('accepts http where TLS is off, and https of a proxy before it', () => {
    expect(isSameOrigin('http://localhost:8443', 'localhost:8443', false)).toBe(true);
    expect(isSameOrigin('https://localhost:8443', 'localhost:8443', false)).toBe(true);
    expect(isSameOrigin('ftp://localhost:8443', 'localhost:8443', false)).toBe(false);
  });

  it('refuses when the Host header is missing or malformed', () => {
    expect(isSameOrigin('https://laptop.local', undefined, true)).toBe(false);
    expect(isSameOrigin('https://laptop.local', 'a b', true)).toBe(false);
  });
});
