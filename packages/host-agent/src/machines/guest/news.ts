import type { MachineNews } from '@baton/model/machine/news';
import { asKnownEvent, type KnownQmpEvent, type QmpEvent } from '@baton/qmp';

/** What of QEMU's events belongs into a machine's history; null = it does not. The clock's is told by who keeps it. */
export function newsOf(event: QmpEvent): MachineNews | null {
  const known = asKnownEvent(event);
  return known ? told(known) : null;
}

function told(event: KnownQmpEvent): MachineNews | null {
  switch (event.event) {
    case 'GUEST_PANICKED':
      return { news: 'guest-panicked', facts: { action: event.data.action } };
    case 'GUEST_CRASHLOADED':
      return { news: 'guest-crash-kernel', facts: {} };
    case 'BLOCK_IO_ERROR': {
      const { action, nospace, operation: doing, reason } = event.data;
      const facts = { disk: diskName(event.data), waits: action === 'stop' };
      if (nospace) return { news: 'disk-full', facts };
      return { news: 'disk-error', facts: { ...facts, doing, reason } };
    }
    case 'BLOCK_IMAGE_CORRUPTED':
      return { news: 'image-damaged', facts: { disk: diskName(event.data), fatal: event.data.fatal } };
    case 'WATCHDOG':
      return { news: 'watchdog', facts: { action: event.data.action } };
    case 'MEMORY_FAILURE': {
      const { recipient, action } = event.data;
      return { news: 'memory-failure', facts: { of: recipient === 'guest' ? 'guest' : 'host', action } };
    }
    case 'DEVICE_DELETED':
      // Each device behind one comes too, without an id.
      return event.data.device === undefined
        ? null
        : { news: 'device-gone', facts: { device: deviceName(event.data.device) } };
    case 'DEVICE_UNPLUG_GUEST_ERROR':
      return { news: 'unplug-refused', facts: { device: deviceName(event.data.device ?? event.data.path) } };
    case 'SUSPEND':
      return { news: 'fell-asleep', facts: { toDisk: false } };
    case 'SUSPEND_DISK':
      return { news: 'fell-asleep', facts: { toDisk: true } };
    case 'WAKEUP':
      return { news: 'woke-up', facts: {} };
    case 'DEVICE_TRAY_MOVED':
      return { news: 'tray-moved', facts: { drive: event.data.id, open: event.data['tray-open'] } };
    case 'RESET':
      return { news: 'restarted', facts: { byGuest: event.data.guest } };
    default:
      return null;
  }
}

/** Disks are numbered by their place in the profile (model/qemu/sections/disks.ts); people count from 1. */
export function diskIndex(data: { readonly device: string; readonly 'node-name'?: string }): number | null {
  const index = /^disk(\d+)/.exec(data['node-name'] || data.device)?.[1];
  return index === undefined ? null : Number(index);
}

/** What was attached while the machine ran has an id of its socket (../live/usb.ts), which is no name for people. */
function deviceName(id: string): string {
  const [, bus, port] = /^usb-live-(\d+)-(.+)$/.exec(id) ?? [];
  return bus === undefined ? id : `The USB device at bus ${bus}, port ${port}`;
}

function diskName(data: { readonly device: string; readonly 'node-name'?: string }): string {
  const index = diskIndex(data);
  return index === null ? data['node-name'] || data.device || 'a drive' : `disk ${index + 1}`;
}
