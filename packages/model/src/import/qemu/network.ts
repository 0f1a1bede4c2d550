import {
  draftNicSchema,
  NICS_MAX,
  nicConnectionSchema,
  type PortForward,
  portForwardSchema,
} from '../../profile/network';
import type { DraftNic, Intake } from './intake';
import type { QemuOption } from './options';

type Connection = NonNullable<DraftNic['connection']>;
type Model = NonNullable<DraftNic['model']>;

/** Network cards, by QEMU's names. `undefined` = Baton has none like it. */
const MODELS: Readonly<Record<string, Model | undefined>> = {
  'virtio-net-pci': 'virtio',
  'virtio-net-pci-non-transitional': 'virtio',
  'virtio-net-pci-transitional': 'virtio',
  'virtio-net': 'virtio',
  virtio: 'virtio',
  e1000e: 'e1000e',
  rtl8139: 'rtl8139',
  e1000: undefined,
  'e1000-82545em': undefined,
  'e1000-82544gc': undefined,
  vmxnet3: undefined,
  igb: undefined,
  i82551: undefined,
  i82557b: undefined,
  i82559er: undefined,
  ne2k_pci: undefined,
  pcnet: undefined,
  tulip: undefined,
  'usb-net': undefined,
};

/** Cards in the order in which the command line names them: `-device` with its `-netdev`, `-nic`, and the old `-net` pair. */
export function readNetwork(intake: Intake): void {
  for (const option of intake.open('device', 'nic')) {
    if (option.name === 'nic') readNic(intake, option);
    else if (Object.hasOwn(MODELS, option.values.peek('driver') ?? '')) readCard(intake, option);
  }
  readOldNet(intake);
  // Without a word about it, QEMU gives the machine a card on its own network.
  const said = intake.options.some(({ name }) => ['nodefaults', 'nic', 'net', 'netdev'].includes(name));
  if (!said && intake.draft.nics.length === 0)
    intake.draft.nics.push({ connection: { kind: 'user', forwards: [] }, model: 'e1000e' });
}

function readCard(intake: Intake, device: QemuOption): void {
  const netdev = intake.backend('netdev', device.values.get('netdev'));
  const connection = netdev ? connectionOf(intake, netdev, place(intake)) : { kind: 'user' as const, forwards: [] };
  addNic(intake, device, { connection, model: device.values.peek('driver') ?? '' });
  if (netdev && intake.isOpen(netdev)) intake.field(netdev, `${place(intake, -1)}.connection`);
  const index = device.values.get('bootindex');
  if (index && /^\d{1,6}$/.test(index)) {
    intake.bootIndexes.push({ entry: `nic${intake.draft.nics.length - 1}`, index: Number(index) });
  }
  intake.ignoreKeys(
    device,
    'own-defaults',
    'romfile',
    'rombar',
    'mq',
    'vectors',
    'rx_queue_size',
    'tx_queue_size',
    'host_mtu',
  );
}

/** `-nic user,model=virtio-net-pci,mac=...`: card and network in one. */
function readNic(intake: Intake, option: QemuOption): void {
  if (option.values.peek('type') === 'none') {
    intake.unneeded(option, 'own-defaults');
    return;
  }
  const connection = connectionOf(intake, option, place(intake));
  addNic(intake, option, { connection, model: option.values.get('model') ?? 'e1000e' });
}

/** `-net nic,model=... -net user`: every card hangs on every network of its hub; one of each is what people have. */
function readOldNet(intake: Intake): void {
  const options = intake.open('net');
  const backends = options.filter(({ values }) => !['nic', 'none'].includes(values.peek('type') ?? ''));
  const cards = options.filter(({ values }) => values.peek('type') === 'nic');
  for (const option of options) if (option.values.peek('type') === 'none') intake.unneeded(option, 'own-defaults');
  const [backend] = backends;
  cards.forEach((card, index) => {
    const network = backends[index] ?? backend;
    const connection = network ? connectionOf(intake, network, place(intake)) : { kind: 'user' as const, forwards: [] };
    card.values.get('type');
    card.values.get('netdev');
    addNic(intake, card, { connection, model: card.values.get('model') ?? 'e1000e' });
    if (network && intake.isOpen(network)) intake.field(network, `${place(intake, -1)}.connection`);
    intake.ignoreKeys(card, 'own-place', 'vlan', 'name', 'addr');
  });
  for (const option of backends) if (intake.isOpen(option)) intake.unneeded(option, 'no-effect');
}

const place = (intake: Intake, later = 0): string => `nics.${intake.draft.nics.length + later}`;

function addNic(
  intake: Intake,
  option: QemuOption,
  { connection, model }: { connection: Connection; model: string },
): void {
  const field = place(intake);
  if (intake.draft.nics.length >= NICS_MAX) {
    intake.unsupported(option);
    return;
  }
  const known = Object.hasOwn(MODELS, model) ? MODELS[model] : undefined;
  if (!known) intake.changed(option, `${field}.model`, [model, 'e1000e']);
  const mac = macOf(intake, option, field);
  intake.draft.nics.push({ connection, model: known ?? 'e1000e', ...(mac !== undefined && { mac }) });
  intake.field(option, field);
}

/** A gap that was never filled in, or an address that is no machine's own, is left to Baton. */
function macOf(intake: Intake, option: QemuOption, field: string): string | undefined {
  const text = option.values.get('mac', 'macaddr');
  if (text === undefined) return undefined;
  const mac = text.toLowerCase().replaceAll('-', ':');
  if (draftNicSchema.shape.mac.safeParse(mac).success) return mac;
  if (/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac)) intake.changed(option, `${field}.mac`, [text, '52:54:00:…']);
  else intake.tell(option, ['placeholder', { field: `${field}.mac`, text }], `${field}.mac`);
  return undefined;
}

/** What a network is called among ours. Its set-up (scripts, interface names, vhost) is Baton's work. */
function connectionOf(intake: Intake, option: QemuOption, field: string): Connection {
  const { values } = option;
  const type = values.get('type') ?? 'user';
  if (type === 'user') {
    intake.ignoreKeys(option, 'own-defaults', 'ipv4', 'ipv6', 'net', 'host', 'dhcpstart', 'dns', 'hostname');
    dropUnsafe(intake, option, 'smb', 'tftp', 'bootfile', 'guestfwd');
    return { kind: 'user', forwards: forwardsOf(intake, option, field) };
  }
  if (type === 'passt' || (type === 'stream' && /passt/i.test(values.peek('addr.path') ?? ''))) {
    intake.ignoreKeys(
      option,
      'own-network',
      'server',
      'addr.type',
      'addr.path',
      'reconnect',
      'reconnect-ms',
      'path',
      'vhost-user',
    );
    return { kind: 'passt', forwards: forwardsOf(intake, option, field) };
  }
  const bridge = bridgeOf(option, type);
  if (type === 'tap' || type === 'bridge') {
    intake.ignoreKeys(
      option,
      'own-network',
      ...[
        'ifname',
        'script',
        'downscript',
        'helper',
        'vhost',
        'vhostfd',
        'vhostforce',
        'fd',
        'fds',
        'queues',
        'sndbuf',
        'poll-us',
      ],
    );
    if (bridge) return bridge;
    return { kind: 'nat' };
  }
  intake.changed(option, `${field}.connection`, [type, 'user']);
  return { kind: 'user', forwards: [] };
}

function bridgeOf({ values }: QemuOption, type: string): Connection | undefined {
  const name = values.get('br') ?? (type === 'bridge' ? 'br0' : undefined);
  if (name === undefined) return undefined;
  const parsed = nicConnectionSchema.safeParse({ kind: 'bridge', bridge: name });
  return parsed.success ? parsed.data : undefined;
}

/** Keys that would serve files of the host or run commands. */
function dropUnsafe(intake: Intake, option: QemuOption, ...keys: readonly string[]): void {
  for (const entry of option.values.rest()) {
    if (!keys.some((key) => entry.key === key || entry.key.startsWith(`${key}.`))) continue;
    option.values.look(entry);
    intake.loseKey(option, entry, [
      'lost-unsafe',
      { text: entry.text, because: entry.key === 'guestfwd' ? 'shell' : 'path' },
    ]);
  }
}

const FORWARD = /^(?:(tcp|udp):)?([\d.]*):(\d{1,5})-([\d.]*):(\d{1,5})$/;

function forwardsOf(intake: Intake, option: QemuOption, field: string): PortForward[] {
  const found: PortForward[] = [];
  for (const text of option.values.all('hostfwd')) {
    const [, protocol = 'tcp', address = '', hostPort, , guestPort] = FORWARD.exec(text) ?? [];
    // Without an address QEMU listens on all of them.
    const hostAddress = address === '' ? '0.0.0.0' : address;
    const forward = { protocol, hostAddress, hostPort: Number(hostPort), guestPort: Number(guestPort) };
    const parsed = portForwardSchema.safeParse(forward);
    if (!parsed.success || found.length >= 32) {
      intake.loseKey(option, { text: `hostfwd=${text}` }, ['lost-unsupported', { text: `hostfwd=${text}` }]);
      continue;
    }
    found.push(parsed.data);
    if (hostAddress === '0.0.0.0') {
      intake.tell(option, ['open-port', { what: text, address: `0.0.0.0:${hostPort}` }], `${field}.connection`);
    }
  }
  return found;
}
