import { displaySectionSchema } from '../../profile/display';
import type { Intake } from './intake';
import type { QemuOption } from './options';

type Card = 'std' | 'qxl' | 'virtio';

/** Virtual graphics cards, by QEMU's names. undefined = Baton has none like it. */
const CARDS: Readonly<Record<string, Card | undefined>> = {
  VGA: 'std',
  'secondary-vga': 'std',
  'bochs-display': 'std',
  ramfb: 'std',
  'qxl-vga': 'qxl',
  qxl: 'qxl',
  'virtio-vga': 'virtio',
  'virtio-vga-gl': 'virtio',
  'virtio-gpu-pci': 'virtio',
  'virtio-gpu': 'virtio',
  'virtio-gpu-gl-pci': 'virtio',
  'cirrus-vga': undefined,
  'vmware-svga': undefined,
};
/** What `-vga` calls them. */
const VGA: Readonly<Record<string, string>> = {
  std: 'VGA',
  qxl: 'qxl-vga',
  virtio: 'virtio-vga',
  cirrus: 'cirrus-vga',
  vmware: 'vmware-svga',
};

/** The virtual screen and how people see it. Read after the GPU: with one, a virtual card stands beside it. */
export function readDisplay(intake: Intake): void {
  readCards(intake);
  for (const option of intake.open(
    'display',
    'nographic',
    'curses',
    'sdl',
    'full-screen',
    'no-frame',
    'no-quit',
    'rotate',
    'portrait',
  )) {
    intake.unneeded(option, 'own-screen');
  }
  for (const option of intake.open('alt-grab', 'ctrl-grab', 'alt_grab', 'ctrl_grab'))
    intake.unneeded(option, 'own-screen');
  for (const option of intake.open('vnc')) readVnc(intake, option);
  for (const option of intake.open('spice')) readSpice(intake, option);
  for (const option of intake.open('k')) {
    const layout = displaySectionSchema.shape.keyboard.safeParse(option.value);
    if (!layout.success) intake.unsupported(option);
    else {
      intake.draft.display.keyboard = layout.data;
      intake.field(option, 'display.keyboard');
    }
  }
}

function readCards(intake: Intake): void {
  const cards: { option: QemuOption; name: string }[] = intake
    .open('device')
    .map((option) => ({ option, name: option.values.peek('driver') ?? '' }))
    .filter(({ option, name }) => Object.hasOwn(CARDS, name) && option.values.peek('bus') !== 'rp-gpu');
  let none = intake.options.some(({ name }) => name === 'nodefaults');
  for (const option of intake.open('vga')) {
    none = option.value === 'none';
    if (none) intake.field(option, 'display.stage');
    else cards.push({ option, name: VGA[option.value] ?? option.value });
  }
  const [first] = cards;
  for (const { option, name } of cards) {
    if (option !== first?.option) {
      intake.unsupported(option);
      continue;
    }
    const card = Object.hasOwn(CARDS, name) ? CARDS[name] : undefined;
    intake.draft.display.card = card ?? 'std';
    if (!card) intake.changed(option, 'display.card', [name, 'std']);
    intake.field(option, 'display.card', 'display.stage');
    intake.ignoreKeys(
      option,
      'own-defaults',
      'vgamem_mb',
      'vram_size',
      'ram_size',
      'vram64_size_mb',
      'vram_size_mb',
      'ram_size_mb',
      'max_outputs',
      'edid',
      'xres',
      'yres',
    );
  }
  setStage(intake, cards.length > 0 || !none);
}

/** The guide's script has both: the card for its driver, the virtual screen for the set-up. */
function setStage({ draft }: Intake, virtual: boolean): void {
  const gpu = draft.gpu.wanted === true;
  if (virtual && !gpu) draft.display.stage = 'install';
  else Object.assign(draft.display, { stage: 'gpu', keepVirtual: virtual });
}

/** The console in the browser takes VNC's place. Where the script opened it to the network, that is told. */
function readVnc(intake: Intake, option: QemuOption): void {
  const address = option.values.get('vnc') ?? '';
  const open = /^(0\.0\.0\.0|\[?::\]?)?:\d/.test(address);
  if (open) intake.tell(option, ['open-port', { what: 'VNC', address }], 'display');
  intake.unneeded(option, 'own-screen');
}

/** SPICE on a socket of ours, whose file says who may use it. */
function readSpice(intake: Intake, option: QemuOption): void {
  const { values } = option;
  intake.draft.display.spice = true;
  intake.field(option, 'display.spice');
  const [port, address] = [values.get('port', 'tls-port'), values.get('addr')];
  values.get('unix', 'disable-ticketing');
  if (port !== undefined) {
    const where = `${address ?? '0.0.0.0'}:${port}`;
    intake.changed(option, 'display.spice', [where, 'UNIX socket']);
    if (!address || address === '0.0.0.0' || address === '::')
      intake.tell(option, ['open-port', { what: 'SPICE', address: where }], 'display.spice');
  }
  intake.ignoreKeys(
    option,
    'own-screen',
    ...[
      'gl',
      'rendernode',
      'image-compression',
      'streaming-video',
      'seamless-migration',
      'agent-mouse',
      'playback-compression',
    ],
    ...[
      'jpeg-wan-compression',
      'zlib-glz-wan-compression',
      'ipv4',
      'ipv6',
      'disable-copy-paste',
      'disable-agent-file-xfer',
    ],
    ...['password', 'password-secret', 'x509-dir', 'plaintext-channel', 'tls-channel', 'sasl'],
  );
}
