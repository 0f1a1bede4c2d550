import { createConnection } from 'node:net';

const NEWLINE = 0x0a;

/** The least that can speak QMP: writes bytes, and calls an answer complete when a newline came. It parses nothing. */
export interface RawQmp {
  exchange(line: string): Promise<void>;
  close(): void;
}

export async function connectRawQmp(path: string): Promise<RawQmp> {
  const socket = createConnection(path);
  let answered: () => void = () => {};
  let failed: (error: Error) => void = () => {};
  socket.on('data', (chunk) => {
    if (chunk[chunk.length - 1] === NEWLINE) answered();
  });
  socket.on('error', (error) => failed(error));
  socket.on('end', () => failed(new Error('QEMU closed the connection')));
  const exchange = (line: string) =>
    new Promise<void>((resolve, reject) => {
      answered = resolve;
      failed = reject;
      socket.write(line);
    });
  await exchange(''); // nothing asked: the greeting comes by itself
  await exchange('{"execute":"qmp_capabilities"}\n');
  return { exchange, close: () => void socket.destroy() };
}
