// @ts-check
// qmp.mjs SOCKET COMMAND [ARGUMENTS]: asks a QEMU in the laptop, and prints its answer as JSON.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const [socketPath = '', execute, argumentsText] = process.argv.slice(2);
const socket = connect(socketPath);
const send = (/** @type {object} */ what) => void socket.write(`${JSON.stringify(what)}\n`);
const lines = createInterface({ input: socket });
lines.on('error', () => {});
socket.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
let asked = false;
lines.on('line', (text) => {
  const message = JSON.parse(text);
  if (message.QMP) return send({ execute: 'qmp_capabilities' });
  if (message.event) return;
  if (asked || message.error) {
    process.stdout.write(`${JSON.stringify(message.error ?? message.return)}\n`);
    process.exit(message.error ? 1 : 0);
  }
  asked = true;
  send({ execute, ...(argumentsText && { arguments: JSON.parse(argumentsText) }) });
});
