/** A value of an attribute; undefined leaves the attribute out. */
export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** One element to be written. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly content: readonly XmlNode[] | string;
}

type Maybe = XmlNode | null | false | readonly XmlNode[];

/** `element('memory', { unit: 'MiB' }, '2048')`; children that are null or false are left out. */
export function element(
  name: string,
  attributes: XmlAttributes = {},
  ...content: readonly Maybe[] | [string]
): XmlNode {
  const [text] = content;
  if (typeof text === 'string') return { name, attributes, content: text };
  return { name, attributes, content: (content as readonly Maybe[]).flatMap((child) => child || []) };
}

/** The document as libvirt's own output looks: two spaces, single quotes, one element a line. */
export function writeXml(root: XmlNode, comments: readonly string[] = []): string {
  const head = comments.length > 0 ? `<!--\n${comments.map((line) => `  ${commentText(line)}`).join('\n')}\n-->\n` : '';
  return `${head}${lines(root, '').join('\n')}\n`;
}

function lines({ name, attributes, content }: XmlNode, indent: string): string[] {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}='${attributeText(String(value))}'`);
  const open = `${indent}<${name}${written.join('')}`;
  if (content.length === 0) return [`${open}/>`];
  if (typeof content === 'string') return [`${open}>${escaped(content)}</${name}>`];
  return [`${open}>`, ...content.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`];
}

/** A reader turns line breaks in attributes into spaces, unless they are written as numbers. */
function attributeText(text: string): string {
  return escaped(text).replace(/[\t\n\r]/g, (white) => `&#${white.charCodeAt(0)};`);
}

function escaped(text: string): string {
  return allowed(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll("'", '&apos;')
    .replaceAll('\r', '&#13;');
}

/** Two dashes would end a comment. */
function commentText(text: string): string {
  return allowed(text)
    .replace(/-(?=-)/g, '- ')
    .replace(/-$/, '- ');
}

/** XML 1.0 has no way to write other control characters and lone surrogates, not even as numbers. */
function allowed(text: string): string {
  return Array.from(text, (letter) => (isXmlText(letter) ? letter : '\uFFFD')).join('');
}

/** Whether every character of it can stand in XML. */
export function isXmlText(text: string): boolean {
  return /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text);
}
