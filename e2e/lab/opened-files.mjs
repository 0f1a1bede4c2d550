// @ts-check
import { until } from './until.mjs';

/** @typedef {import('./hands.mjs').Hands} Hands */

/** Reading one of these wakes a card in D3cold (docs/kernel-notes.md, Looking without waking). */
const WAKES =
  /\/(config|rom|vpd|resource\d\w*|(current|max)_link_(speed|width)|(secondary|subordinate)_bus_number)$|^\/proc\/(acpi\/bbswitch|bus\/pci\/[^d])/;

/**
 * Watches every file that a process and its children open, while something else happens.
 * @param {Hands} hands @param {number} pid @param {() => Promise<unknown>} meanwhile
 * @returns {Promise<{ all: readonly string[], waking: readonly string[], written: readonly string[] }>}
 */
export async function openedFiles(hands, pid, meanwhile) {
  const file = '/tmp/strace.log';
  const calls = 'trace=open,openat,openat2,readlink,readlinkat';
  const tracer = await hands.start(['strace', '-f', '-qq', '-e', calls, '-o', file, '-p', String(pid)], {
    log: '/tmp/strace.err',
  });
  try {
    await meanwhile();
  } finally {
    // It lets go of each thread before it ends.
    await hands.kill(tracer.pid, 'SIGINT');
    await until(
      'end of strace',
      async () => (await hands.read(`/proc/${tracer.pid}/status`))[0]?.includes('zombie') !== false,
    );
  }
  const lines = (await hands.must(['cat', file])).split('\n');
  const all = [...new Set(lines.flatMap((line) => /"((?:\\.|[^"])*)"/.exec(line)?.[1] ?? []))];
  return {
    all,
    waking: all.filter((path) => WAKES.test(path)),
    written: lines.filter((line) => /O_(WRONLY|RDWR)/.test(line) && /"\/(sys|proc\/acpi)\//.test(line)),
  };
}
