// @ts-check
// kill-at.mjs FILE PATTERN PID: kills a process with SIGKILL as soon as the last whole line of a file matches.
import { readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

const [file = '', pattern = '', pid] = process.argv.slice(2);
const wanted = new RegExp(pattern);

function look() {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return;
  }
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  if (!wanted.test(lines.at(-2) ?? '')) return;
  process.kill(Number(pid), 'SIGKILL');
  process.stdout.write('killed\n');
  process.exit(0);
}

// The folder, because the file may not be there yet. What it holds now is of an earlier hand-over.
watch(dirname(file), (_, name) => {
  if (name === basename(file)) look();
});
process.stdout.write('armed\n');
