import { readShell } from './from-shell';
import { note } from './qemu/intake';
import type { ReadSource } from './read-source';
import type { SourceText } from './source';

const FENCE = /^[\s>*+-]*```/;
const STARTS_QEMU = /qemu-system-\w+\s*(\\\n|\s-)/;

/**
 * A page with the script in it, such as the laptop guide: the fenced block that starts QEMU is read, and what the page says beside it
 * is compared. null = it is no such page.
 */
export function readGuide(source: SourceText, standIn: string): ReadSource | null {
  const block = fencedBlocks(source.text).find(({ text }) => STARTS_QEMU.test(text));
  if (!block) return null;
  const read = readShell(source.only(block.first, block.last), standIn);
  const lines = source.text.split('\n');
  const beside = [...lines.slice(0, block.first - 1), ...lines.slice(block.last)].join('\n');
  return { ...read, findings: [...read.findings, ...otherPort(block, beside), ...neverRemoves(lines)] };
}

interface Block {
  /** Lines between the fences, counted from 1. */
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

function fencedBlocks(text: string): Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  let opened: number | null = null;
  lines.forEach((line, at) => {
    if (!FENCE.test(line)) return;
    if (opened !== null) blocks.push({ first: opened + 2, last: at, text: lines.slice(opened + 1, at).join('\n') });
    opened = opened === null ? at : null;
  });
  return blocks;
}

/** The guide opens SPICE on 5901 and then connects to 5930. */
function otherPort({ text, first }: Block, beside: string): ReadSource['findings'] {
  const opened = /-spice\s[^\n]*?\bport=(\d{1,5})/.exec(text);
  const named = /spice:\/\/[\w.[\]:-]*?:(\d{1,5})/.exec(beside)?.[1];
  if (!opened?.[1] || !named || opened[1] === named) return [];
  const line = first + text.slice(0, opened.index).split('\n').length - 1;
  return [note('spice-port-differs', { script: opened[1], text: named }, line, 'display.spice')];
}

/** The guide binds the card by `new_id` outside of the script, and only unbinds it afterwards. */
function neverRemoves(lines: readonly string[]): ReadSource['findings'] {
  const at = lines.findIndex((line) => /> *"?\/sys\S*\/new_id/.test(line));
  return at === -1 || lines.some((line) => line.includes('remove_id')) ? [] : [note('never-removes-id', {}, at + 1)];
}
