import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../problem';
import { readXml } from './xml';

function refusal(source: string): unknown {
  try {
    readXml(source);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'import.refused') return error.problem.facts.because;
    throw error;
  }
  return undefined;
}

describe('readXml', () => {
  it('reads elements, attributes and text, and says where they stand', () => {
    const root = readXml(`<?xml version="1.0"?>
<!-- made by virt-manager -->
<a one='1' two = "2">
  <b/>  x &amp; &lt;y&gt; &#65;&#x42; <![CDATA[<raw> & ]]>
  <q:c d="&quot;&apos;"></q:c>
</a>
`);
    expect(root).toMatchObject({ name: 'a', line: 3, text: 'x & <y> AB <raw> &' });
    expect([...root.attributes]).toEqual([
      ['one', '1'],
      ['two', '2'],
    ]);
    expect(root.children.map(({ name, line, source }) => ({ name, line, source }))).toEqual([
      { name: 'b', line: 4, source: '<b/>' },
      { name: 'q:c', line: 5, source: '<q:c d="&quot;&apos;"></q:c>' },
    ]);
    expect(root.children[1]?.attributes.get('d')).toBe('"\'');
  });

  it('reads a name that every object has as an ordinary one', () => {
    const root = readXml('<a __proto__="1" constructor="2"><toString/></a>');
    expect(root.attributes.get('__proto__')).toBe('1');
    expect(root.children[0]?.name).toBe('toString');
  });

  it.each([
    ['', 'empty'],
    [' \n ', 'empty'],
    ['a'.repeat(10 * 1024 * 1024), 'too-large'],
    ['<a>'.repeat(30_000), 'not-xml'],
    [`<a>${'<b/>'.repeat(30_000)}</a>`, 'too-large'],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'xml-entities'],
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'xml-entities'],
    ['<a>&xxe;</a>', 'xml-entities'],
    ['<a b="&xxe;"/>', 'xml-entities'],
    ['<a>&#0;</a>', 'not-xml'],
    ['<a>&#xD800;</a>', 'not-xml'],
    ['<a>& b</a>', 'not-xml'],
    ['<a>', 'not-xml'],
    ['<a><b></a></b>', 'not-xml'],
    ['</a>', 'not-xml'],
    ['<a/><b/>', 'not-xml'],
    ['<a/>text', 'not-xml'],
    ['text<a/>', 'not-xml'],
    ['<a b="1" b="2"/>', 'not-xml'],
    ['<a b="<"/>', 'not-xml'],
    ['<a b=1/>', 'not-xml'],
    ['<a <b/>', 'not-xml'],
    ['<a><!-- </a>', 'not-xml'],
    ['<a><![CDATA[ </a>', 'not-xml'],
    ['< a/>', 'not-xml'],
    ['<?xml', 'not-xml'],
    ['<!-- only -->', 'not-xml'],
  ])('refuses %.40s as %s', (source, because) => {
    expect(refusal(source)).toBe(because);
  });

  it('refuses parts of a megabyte that never end', () => {
    expect(refusal(`<a b="${'x'.repeat(900_000)}`)).toBe('not-xml');
    expect(refusal(`<a>${'&'.repeat(900_000)}</a>`)).toBe('not-xml');
    expect(refusal(`<a ${' '.repeat(900_000)}`)).toBe('not-xml');
  });
});
