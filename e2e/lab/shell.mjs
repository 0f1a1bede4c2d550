// @ts-check
// node e2e/lab/shell.mjs PORT: a line by line shell in a laptop that is kept up.
import { createInterface } from 'node:readline/promises';
import { reachHands } from './hands.mjs';

const hands = await reachHands(Number(process.argv[2]), { isUp: () => true, patienceMs: 10_000 });
const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: 'laptop# ' });
terminal.prompt();
for await (const line of terminal) {
  const { stdout, stderr, code } = await hands.sh(line, 600_000);
  process.stdout.write(`${stdout}${stderr}${code === 0 ? '' : `(${code})\n`}`);
  terminal.prompt();
}
hands.socket.destroy();
