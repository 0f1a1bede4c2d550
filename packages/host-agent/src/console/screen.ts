import { connect, type Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** A connection to a machine's screen that waits for its viewer. */
export interface OpenScreen {
  /** Carries bytes both ways until either side ends. */
  join(viewer: WebSocket): void;
  close(): void;
}

/** The screens of the machines that are up. Every viewer gets a connection of its own to QEMU. */
export class Screens {
  /** @param socketOf the VNC socket of a machine; null = it has no screen now */
  constructor(private readonly socketOf: (machineId: string) => string | null) {}

  /** @returns null when the machine has no screen. @throws the connection's error when QEMU does not answer */
  async open(machineId: string): Promise<OpenScreen | null> {
    const path = this.socketOf(machineId);
    if (path === null) return null;
    const screen = await connected(path);
    return { join: (viewer) => joinScreen(viewer, screen), close: () => screen.destroy() };
  }
}

/** The stream is paused until somebody joins it. */
function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const screen = connect(path);
    screen.once('error', reject);
    screen.once('connect', () => {
      screen.off('error', reject);
      // QEMU may go before anybody joined.
      screen.on('error', () => screen.destroy());
      screen.pause();
      resolve(screen);
    });
  });
}

/** Each way no faster than its slower end: what waits stays with the kernel, not in our memory. */
function joinScreen(viewer: WebSocket, screen: Socket): void {
  screen.on('data', (chunk) => {
    screen.pause();
    viewer.send(chunk, (error) => {
      if (error) screen.destroy();
      else screen.resume();
    });
  });
  viewer.on('message', (data) => {
    // After our goodbye `ws` still hands on what comes: the session ended, so its keys are nobody's.
    if (viewer.readyState !== viewer.OPEN) return;
    if (!screen.write(data as Buffer)) viewer.pause();
  });
  screen.on('drain', () => viewer.resume());
  screen.on('close', () => {
    // A paused socket would not read the goodbye of the other side.
    viewer.resume();
    // The machine went away: a normal end for the viewer, who sees in the page why.
    viewer.close(1000);
  });
  viewer.on('close', () => screen.destroy());
  viewer.on('error', () => viewer.terminate());
  if (screen.destroyed) viewer.close(1000);
  else screen.resume();
}
