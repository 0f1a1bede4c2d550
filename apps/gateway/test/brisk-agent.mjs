// An agent in a thread of its own that answers the moment it has the whole body, and hangs up at once.
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const server = createServer((request, response) => {
  const expected = Number(request.headers['content-length']);
  let received = 0;
  request.on('data', (chunk) => {
    received += chunk.length;
    if (received === expected) response.writeHead(429, { 'Content-Length': 2, Connection: 'close' }).end('{}');
  });
});
server.listen(workerData.socketPath, () => parentPort?.postMessage('listening'));
