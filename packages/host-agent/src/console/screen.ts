import { connect, type Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** Connects to QEMU's VNC socket. The stream is paused until somebody joins it. @throws the connection's error. */
export function openScreen(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const screen = connect(path);
    screen.once('error', reject);
    screen.once('connect', () => {
      screen.off('error', reject);
      screen.pause();
      resolve(screen);
    });
  });
}

/** Carries bytes both ways, each no faster than its slower end: what waits stays with the kernel, not in our memory. */
export function joinScreen(viewer: WebSocket, screen: Socket): void {
  screen.on('data', (chunk) => {
    screen.pause();
    viewer.send(chunk, (error) => {
      if (error) screen.destroy();
      else screen.resume();
    });
  });
  viewer.on('message', (data) => {
    if (!screen.write(data as Buffer)) viewer.pause();
  });
  screen.on('drain', () => viewer.resume());
  screen.on('error', () => screen.destroy());
  screen.on('close', () => {
    // A paused socket would not read the goodbye of the other side.
    viewer.resume();
    // The machine went away: a normal end for the viewer, who sees in the page why.
    viewer.close(1000);
  });
  viewer.on('close', () => screen.destroy());
  viewer.on('error', () => viewer.terminate());
  screen.resume();
}
