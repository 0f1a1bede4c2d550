import { describe, expect, it } from 'vitest';
import { parseTarget } from './request-target';

describe('parseTarget', () => {
  it('splits a path from its query', () => {
    expect(parseTarget('/trpc/a.b?input=%2Fx')).toEqual({ pathname: '/trpc/a.b', search: '?input=%2Fx' });
  });

  it.each([
    ['/trpc/../secret', '/secret'],
    ['/trpc/%2e%2E/secret', '/secret'],
    ['/trpc/.%2e/secret', '/secret'],
    ['/../../etc/passwd', '/etc/passwd'],
    ['/trpc\\..\\secret', '/secret'],
  ])('resolves the dots of %s', (url, pathname) => {
    expect(parseTarget(url)?.pathname).toBe(pathname);
  });

  it('keeps a double slash a path, not a host', () => {
    expect(parseTarget('//evil.example/trpc')?.pathname).toBe('//evil.example/trpc');
  });

  it.each([undefined, '', '*', 'http://evil.example/trpc', 'trpc', '/..%2fetc/passwd', '/..%5Cetc', '/trpc/x%00'])(
    'refuses %s',
    (url) => {
      expect(parseTarget(url)).toBeUndefined();
    },
  );
});
