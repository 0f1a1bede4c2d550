import { type DraftNic, draftNicSchema, nicConnectionSchema, portForwardSchema } from '../../profile/network';
import { attribute, child, type Reading } from './reading';
import { wholeNumber } from './values';
import type { XmlElement } from './xml';

type Connection = NonNullable<DraftNic['connection']>;

const COVERED = ['address', 'alias', 'boot', 'mac', 'model', 'source', 'backend', 'portForward'];
const FORWARDS_MAX = 32;

export function readInterface(element: XmlElement, reading: Reading): void {
  const connection = connectionOf(element, reading);
  if (!connection) return;
  const nic = reading.accept(element, draftNicSchema, {
    connection,
    model: modelOf(element, reading),
    mac: macOf(element, reading),
  });
  if (!nic) return;
  reading.add('nics', element, nic).push('*.connection', '*.model', ...(nic.mac ? ['*.mac'] : []));
  for (const one of element.children) {
    if (one.name === 'target') reading.unneeded(one, 'own-network');
    else if (one.name === 'driver') reading.unneeded(one, 'own-engine');
    else if (!COVERED.includes(one.name)) reading.unsupported(one);
  }
}

function connectionOf(element: XmlElement, reading: Reading): Connection | undefined {
  const source = child(element, 'source');
  switch (attribute(element, 'type')) {
    case 'user':
      return userConnection(element, reading);
    case 'network': {
      const network = attribute(source, 'network') ?? '';
      if (network !== 'default') reading.changed(element, 'nics.connection', [`network ${network}`, 'nat']);
      return { kind: 'nat' };
    }
    case 'bridge':
      return reading.accept(element, nicConnectionSchema, { kind: 'bridge', bridge: attribute(source, 'bridge') });
    case 'hostdev':
    case 'vdpa':
      reading.unsupported(element);
      return undefined;
    default:
      // The guest keeps its card and its address; how it reaches out is chosen again.
      reading.changed(element, 'nics.connection', [attribute(element, 'type') ?? 'none', 'user']);
      return { kind: 'user', forwards: [] };
  }
}

function userConnection(element: XmlElement, reading: Reading): Connection {
  const kind = attribute(child(element, 'backend'), 'type') === 'passt' ? 'passt' : 'user';
  const forwards = element.children
    .filter(({ name }) => name === 'portForward')
    .flatMap((one) => forward(one, reading));
  if (forwards.length > FORWARDS_MAX)
    reading.changed(element, 'nics.forwards', [String(forwards.length), String(FORWARDS_MAX)]);
  return { kind, forwards: forwards.slice(0, FORWARDS_MAX) };
}

/** Ranges are written out, because each port is a forward of its own here. */
function forward(element: XmlElement, reading: Reading) {
  const protocol = attribute(element, 'proto') ?? 'tcp';
  const hostAddress = attribute(element, 'address') ?? '0.0.0.0';
  const forwards = element.children.flatMap((range) => {
    const start = wholeNumber(attribute(range, 'start'));
    const end = wholeNumber(attribute(range, 'end')) ?? start;
    const to = wholeNumber(attribute(range, 'to')) ?? start;
    if (attribute(range, 'exclude') === 'yes' || start === undefined || end === undefined || to === undefined) {
      reading.unsupported(range);
      return [];
    }
    const count = Math.min(end - start + 1, FORWARDS_MAX + 1);
    return Array.from({ length: Math.max(count, 0) }, (_, n) => ({
      protocol,
      hostAddress,
      hostPort: start + n,
      guestPort: to + n,
    }));
  });
  const parsed = portForwardSchema.array().safeParse(forwards);
  if (!parsed.success || forwards.length === 0) {
    reading.unsupported(element);
    return [];
  }
  if (hostAddress === '0.0.0.0') {
    const what = parsed.data.map(({ hostPort }) => hostPort).join(', ');
    reading.find(element, 'open-port', { what: `Port ${what}`, address: hostAddress }, 'nics');
  }
  return parsed.data;
}

/** libvirt's own default is rtl8139, because every guest has a driver for it. */
function modelOf(element: XmlElement, reading: Reading): DraftNic['model'] {
  const model = attribute(child(element, 'model'), 'type') ?? 'rtl8139';
  if (model === 'virtio' || model === 'e1000e' || model === 'rtl8139') return model;
  const instead = model.startsWith('virtio') ? 'virtio' : 'e1000e';
  reading.changed(element, 'nics.model', [model, instead]);
  return instead;
}

function macOf(element: XmlElement, reading: Reading): string | undefined {
  const mac = attribute(child(element, 'mac'), 'address')?.toLowerCase();
  if (mac === undefined) return undefined;
  const parsed = draftNicSchema.shape.mac.safeParse(mac);
  if (!parsed.success) reading.changed(element, 'nics.mac', [mac, 'new']);
  return parsed.success ? parsed.data : undefined;
}
