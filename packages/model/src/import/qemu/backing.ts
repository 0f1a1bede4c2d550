import type { Intake } from './intake';
import type { QemuOption } from './options';

/** What stands behind a drive, whichever way it was spelled: `-drive`, `-hda`, or `-blockdev` nodes. */
export interface Backing {
  /** The options that say it; they become what the drive becomes. */
  readonly options: readonly QemuOption[];
  /** undefined = an empty tray. */
  readonly path: string | undefined;
  /** As QEMU calls it; undefined = not given, and QEMU would guess. */
  readonly format: string | undefined;
  readonly blockDevice: boolean;
  readonly readOnly: boolean;
  readonly cache: 'none' | 'writeback' | 'writethrough' | 'directsync' | 'unsafe';
  /** undefined = not said. */
  readonly discard: boolean | undefined;
  readonly serial: string | undefined;
}

const CACHE_MODES = ['none', 'writeback', 'writethrough', 'directsync', 'unsafe'] as const;

/** `-drive file=...,format=...,cache=...`. The block layer's dotted keys are read as well. */
export function driveBacking(intake: Intake, option: QemuOption): Backing {
  const { values } = option;
  const direct = isOn(values.get('cache.direct'));
  const writeback = values.get('cache.writeback');
  const mode = values.get('cache');
  const driver = values.get('file.driver');
  const format = values.get('format', 'driver');
  const path = values.get('file', 'file.filename', 'filename');
  intake.ignoreKeys(option, 'own-locking', 'file.locking', 'locking');
  intake.ignoreKeys(
    option,
    'own-defaults',
    'aio',
    'file.aio',
    'detect-zeroes',
    'werror',
    'rerror',
    'cache.no-flush',
    'l2-cache-size',
  );
  intake.ignoreKeys(option, 'own-place', 'index', 'unit', 'bus', 'node-name');
  for (const key of ['if', 'media']) values.get(key);
  return {
    options: [option],
    path: path === '' ? undefined : path,
    format: format === 'host_device' ? 'raw' : format,
    blockDevice: driver === 'host_device' || format === 'host_device' || (path?.startsWith('/dev/') ?? false),
    readOnly: isOn(values.get('readonly', 'read-only')),
    cache: CACHE_MODES.find((known) => known === mode) ?? cacheMode(direct, writeback !== 'off'),
    discard: discards(values.get('discard')),
    serial: values.get('serial'),
  };
}

/** A plain file name, as `-hda` and a bare word have it. */
export function fileBacking(option: QemuOption): Backing {
  return {
    options: [option],
    path: option.value,
    format: undefined,
    blockDevice: option.value.startsWith('/dev/'),
    readOnly: false,
    cache: 'writeback',
    discard: undefined,
    serial: undefined,
  };
}

/** A format node of `-blockdev` with its file below it, in one option or in two. `writeCache` is the device's. */
export function nodeBacking(intake: Intake, format: QemuOption, writeCache: boolean): Backing {
  const below = intake.backend('blockdev', format.values.get('file'), 'node-name');
  const options = below ? [format, below] : [format];
  const said = (key: string): string | undefined => {
    const values = options.map((option) => option.values.get(key));
    return format.values.get(`file.${key}`) ?? values[1] ?? values[0];
  };
  const driver = format.values.get('driver');
  const protocol = said('driver');
  for (const option of options) {
    for (const key of ['node-name', 'file.node-name', 'auto-read-only', 'file.auto-read-only']) option.values.get(key);
    intake.ignoreKeys(option, 'own-locking', 'locking', 'file.locking');
    intake.ignoreKeys(
      option,
      'own-defaults',
      'aio',
      'file.aio',
      'detect-zeroes',
      'cache.no-flush',
      'file.cache.no-flush',
    );
  }
  const isFormat = below !== undefined || format.values.has('file.driver');
  return {
    options,
    path: said('filename'),
    format: isFormat ? driver : 'raw',
    blockDevice: protocol === 'host_device',
    readOnly: [format.values.get('read-only'), said('read-only')].some(isOn),
    cache: cacheMode(isOn(said('cache.direct')), writeCache),
    discard: discards(said('discard')),
    serial: undefined,
  };
}

function cacheMode(direct: boolean, writeback: boolean): Backing['cache'] {
  if (direct) return writeback ? 'none' : 'directsync';
  return writeback ? 'writeback' : 'writethrough';
}

export const isOn = (text: string | undefined): boolean => text === 'on' || text === 'true' || text === 'yes';

function discards(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'unmap' || text === 'on';
}

/** `nbd:...`, `https://...`, `json:{...}`: no file of this host. */
export function isRemote(text: string | undefined): boolean {
  return text !== undefined && /^(?!file:)[a-z][a-z0-9+.-]*:/i.test(text);
}
