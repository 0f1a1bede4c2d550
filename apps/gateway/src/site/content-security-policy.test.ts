import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, inlineScriptSources } from './content-security-policy';

const source = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('inlineScriptSources', () => {
  it('hashes the exact text of each inline script', () => {
    const html = `<script>self.__next_f=self.__next_f||[]</script><p>x</p><script id="b">\n self.__next_f.push([1,"ü"])\n</script>`;
    expect(inlineScriptSources(html)).toEqual([
      source('self.__next_f=self.__next_f||[]'),
      source('\n self.__next_f.push([1,"ü"])\n'),
    ]);
  });

  it('leaves out scripts that come from a file', () => {
    expect(inlineScriptSources('<script src="/a.js" async=""></script><SCRIPT async src=/b.js></SCRIPT>')).toEqual([]);
  });

  it('does not take another attribute for src', () => {
    expect(inlineScriptSources('<script data-src="x">1</script>')).toEqual([source('1')]);
  });

  it('names a script that stands there twice once', () => {
    expect(inlineScriptSources('<script>1</script><script>1</script>')).toHaveLength(1);
  });
});

describe('contentSecurityPolicy', () => {
  it('never allows inline scripts as such', () => {
    const scripts = contentSecurityPolicy([source('1')])
      .split('; ')
      .find((part) => part.startsWith('script-src'));
    expect(scripts).toBe(`script-src 'self' ${source('1')}`);
  });
});
