import type { Json } from './option-text';
import { optionValues } from './option-values';

/** Properties that are text to QEMU even when they look like a number (`-device X,help`: str, and links by id). */
const TEXTS = new Set([
  'addr',
  'audiodev',
  'bus',
  'chardev',
  'display',
  'drive',
  'driver',
  'host',
  'hostport',
  'id',
  'iothread',
  'mac',
  'memdev',
  'model',
  'name',
  'netdev',
  'port',
  'product',
  'romfile',
  'serial',
  'subsys',
  'tpmdev',
  'vendor',
  'ver',
]);

/** `on`, `off` or `auto`: text in JSON, unlike QEMU's true booleans. */
const ON_OFF_AUTO = new Set([
  'account-failed',
  'account-invalid',
  'backend_defaults',
  'disable-legacy',
  'enable-migration',
  'master',
  'ramfb',
  'write-cache',
  'x-pre-copy-dirty-page-tracking',
]);

/**
 * A `-device` in `key=value` as the JSON that means the same. QEMU's JSON is strict about types, and the value does not tell them: what
 * looks like a number or a switch is one, except where the name says otherwise.
 */
export function keyValueDevice(text: string): Json {
  const values = optionValues(text) ?? [];
  return Object.fromEntries(values.map(({ key, value }) => [key === '' ? 'driver' : key, typed(key, value)]));
}

function typed(key: string, value: string): unknown {
  if (key === '' || TEXTS.has(key) || ON_OFF_AUTO.has(key)) return value;
  if (/^(on|yes|true)$/.test(value)) return true;
  if (/^(off|no|false)$/.test(value)) return false;
  return /^(\d{1,15}|0x[0-9a-f]{1,12})$/i.test(value) ? Number(value) : value;
}
