import type { ProfileDefinition } from '../../profile/definition';
import { wantedHyperv } from '../../qemu/hyperv';
import type { ExportContext } from '../context';
import { type ExportLoss, lossWhen } from '../loss';
import { gpuResource, HYPERV_WITHOUT_FIELD, watchdogAction } from './domain';
import { claimName } from './names';

/** What a VirtualMachine of KubeVirt has no field for, or what the cluster has to have ready. */
export function kubevirtLosses(profile: ProfileDefinition, context: ExportContext): readonly ExportLoss[] {
  return [
    ...storageLosses(profile),
    ...gpuLosses(profile, context),
    ...networkLosses(profile),
    ...systemLosses(profile),
    ...deviceLosses(profile),
  ];
}

function storageLosses({ name, disks, cdroms }: ProfileDefinition): readonly ExportLoss[] {
  const claims = [
    ...disks.map(({ source }, index) => `${claimName(name, `disk${index}`)} (${source.path})`),
    ...cdroms.flatMap(({ iso }, index) => (iso === null ? [] : `${claimName(name, `cd${index}`)} (${iso})`)),
  ];
  const empty = cdroms.flatMap(({ iso }, index) => (iso === null ? `cd${index}` : []));
  const plain = disks.flatMap(({ bus, cache }, index) =>
    bus === 'nvme' || cache === 'directsync' ? `disk${index}` : [],
  );
  return [
    ...lossWhen(claims.length > 0, 'disk-claims', { names: claims }),
    ...lossWhen(empty.length > 0, 'cd-empty', { names: empty }),
    ...lossWhen(plain.length > 0, 'disk-options', { names: plain }),
  ];
}

function gpuLosses({ gpu, muxless }: ProfileDefinition, { gpu: functions }: ExportContext): readonly ExportLoss[] {
  const [card] = functions;
  const own = gpu.romFile !== null || gpu.primary || gpu.subsystem.from !== 'nothing';
  return [
    ...lossWhen(gpu.wanted && !card, 'gpu-not-known', {}),
    ...(gpu.wanted && card
      ? [
          ...lossWhen(true, 'gpu-resource', {
            vendorId: card.vendorId,
            deviceId: card.deviceId,
            resource: gpuResource(card.vendorId, card.name),
          }),
          ...lossWhen(own, 'gpu-options', {}),
        ]
      : []),
    ...lossWhen(muxless.romTable, 'rom-table', {}),
    ...lossWhen(muxless.battery, 'fake-battery', {}),
  ];
}

function networkLosses({ nics }: ProfileDefinition): readonly ExportLoss[] {
  const forwards = nics.flatMap(({ connection }) =>
    'forwards' in connection ? connection.forwards.map(({ hostPort, guestPort }) => `${hostPort} to ${guestPort}`) : [],
  );
  const bridge = nics.find(({ connection }) => connection.kind === 'bridge')?.connection;
  return [
    ...lossWhen(forwards.length > 0, 'host-forwards', { forwards }),
    ...(bridge?.kind === 'bridge' ? lossWhen(true, 'bridge', { bridge: bridge.bridge }) : []),
    ...lossWhen(nics.length > 1, 'more-networks', { names: nics.slice(1).map((_, index) => `nic${index + 1}`) }),
  ];
}

function systemLosses({ machine, cpu, memory }: ProfileDefinition): readonly ExportLoss[] {
  const { smbios, watchdog } = machine;
  const fields = Object.entries(smbios ?? {}).flatMap(([field, text]) => (text && field !== 'serial' ? field : []));
  const flags = wantedHyperv(cpu.hyperv).filter((flag) => HYPERV_WITHOUT_FIELD.includes(flag));
  return [
    ...lossWhen(machine.clock === 'localtime', 'local-time', {}),
    ...lossWhen(fields.length > 0, 'smbios', { fields }),
    ...lossWhen(machine.bootMenu, 'boot-menu', {}),
    ...lossWhen(machine.sleep || machine.hpet, 'sleep-and-hpet', {}),
    ...lossWhen(watchdog !== null && watchdog !== watchdogAction(watchdog), 'watchdog-pause', {
      action: watchdog ?? '',
    }),
    ...lossWhen(machine.onReboot === 'shutdown', 'reboot', {}),
    ...lossWhen(machine.onShutdown === 'pause', 'shutdown-pause', {}),
    ...lossWhen(flags.length > 0, 'hyperv-flags', { flags }),
    ...lossWhen(cpu.pinning !== null, 'pinning', {}),
    ...lossWhen(memory.lock, 'memory-lock', {}),
  ];
}

function deviceLosses(profile: ProfileDefinition): readonly ExportLoss[] {
  const { pci, usb, input, display, audio } = profile;
  return [
    ...lossWhen(pci.length > 0, 'host-pci', { addresses: pci.map(({ address }) => address) }),
    ...lossWhen(usb.length > 0, 'host-usb', { count: usb.length }),
    ...lossWhen(input.evdev.length > 0, 'evdev', {}),
    ...lossWhen(display.spice, 'spice', {}),
    ...lossWhen(display.card !== 'std', 'screen-kind', { card: display.card }),
    ...lossWhen(audio.backend !== 'none', 'audio', {}),
    ...lossWhen(profile.lookingGlass !== null, 'looking-glass', {}),
    ...lossWhen(profile.extraArguments.length > 0, 'extra-arguments', { count: profile.extraArguments.length }),
    ...lossWhen(profile.hooks.length > 0, 'hooks', { count: profile.hooks.length }),
  ];
}
