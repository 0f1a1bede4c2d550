import type { ProfileDefinition } from '../../profile/definition';
import { exportLossWords } from '../../words/export';
import { type ExportContext, standalone } from '../context';
import { type ExportLoss, lossWhen } from '../loss';
import { shellWord } from '../shell-words';
import { acpiTables, hooks, tpm, variableStore } from './files';
import { gpuPower, hostDevices } from './host-devices';
import { hugepages, lookingGlass } from './memory';
import { nat, passt, taps } from './network';
import { bash, comment, type Scripting, type ScriptPart, type WriteScriptPart } from './part';
import { pinning, qemuCommand, runQemu } from './run';

/** In the order in which they are done; they are undone in the reverse one. */
const PARTS: readonly WriteScriptPart[] = [
  hooks,
  gpuPower,
  hostDevices,
  hugepages,
  lookingGlass,
  nat,
  taps,
  variableStore,
  acpiTables,
  tpm,
  passt,
  pinning,
];

/** A bash script that does without Baton what Baton does for this machine, and that a person can read. */
export function standaloneScript(
  profile: ProfileDefinition,
  context: ExportContext,
  paths?: Parameters<typeof standalone>[2],
): string {
  const scripting: Scripting = { profile, context, alone: standalone(profile, context, paths) };
  const parts = PARTS.map((write) => write(scripting));
  const all = (pick: (part: ScriptPart) => readonly string[] | undefined) => parts.flatMap((part) => pick(part) ?? []);
  const after = parts.toReversed().flatMap((part) => part.after ?? []);
  const blocks = [
    ['#!/usr/bin/env bash', SHELLCHECK, ...header(scripting)],
    settings(scripting),
    FUNCTIONS,
    ...parts.map(({ defines }) => defines ?? []),
    section('The machine', qemuCommand(scripting)),
    section('Checks: nothing is changed yet', [
      ...(parts.some(({ root }) => root) ? [ROOT] : []),
      'command -v "$QEMU" >/dev/null || die "$QEMU is missing. Install QEMU for x86 (qemu-system-x86)."',
      ...all(({ checks }) => checks),
    ]),
    section('One at a time: a second one would undo what the first one did', FOLDERS),
    section('What was done is undone at the end, whichever way it ends', giveBack(after)),
    section(
      'Preparations',
      all(({ before }) => before),
    ),
    section(
      'The machine runs until the guest shuts down',
      runQemu(
        scripting,
        all(({ running }) => running),
      ),
    ),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Functions that the trap calls, commas in QEMU's options, and quoted text that looks like more. */
const SHELLCHECK = '# shellcheck disable=SC2317,SC2054,SC2016,SC1003';

const ROOT = '[ "$(id -u)" -eq 0 ] || die "Run this as root: it moves devices, memory or networks of the host."';

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`# --- ${title}`, ...lines] : [];
}

function header({ profile, context, alone }: Scripting): string[] {
  const { sockets } = alone.facts;
  const losses = scriptLosses(profile, context);
  return [
    ...comment(
      `Starts the machine ${profile.name} as Baton does, without Baton. Made for this one host: its devices and paths are in it.`,
    ),
    ...comment('Read it before you run it. End it with Ctrl-C, or by shutting the guest down.'),
    '#',
    ...comment(
      `Screen: vncviewer or remote-viewer, on ${sockets.vnc} (such as remote-viewer vnc+unix://${sockets.vnc}).`,
    ),
    ...(profile.display.spice ? comment(`SPICE: remote-viewer spice+unix://${sockets.spice}`) : []),
    ...(losses.length > 0 ? ['#', '# Otherwise than with Baton:'] : []),
    ...losses.flatMap((loss) => comment(`* ${exportLossWords(loss)}`)),
    'set -euo pipefail',
  ];
}

function settings({ context, alone: { paths } }: Scripting): string[] {
  return [
    `QEMU=\${QEMU:-${shellWord(context.binary)}}`,
    '# A user who runs QEMU in place of root. It must be able to read and write the disks.',
    `RUN_AS=\${RUN_AS:-}`,
    `STATE=${shellWord(paths.state)} # kept: the settings of the firmware, the TPM`,
    `RUN=${shellWord(paths.run)} # sockets and logs of one run`,
  ];
}

const FUNCTIONS = bash(`
  say() { printf '%s\\n' "$*" >&2; }
  die() {
    say "$*"
    exit 1
  }

  # Writes to a file of the kernel's. A driver that hangs is left alone after 20 seconds: trying again makes it worse.
  put() { # VALUE FILE
    local pid tries
    (printf '%s\\n' "$1" >"$2") &
    pid=$!
    for ((tries = 400; tries > 0; tries--)); do
      if ! kill -0 "$pid" 2>/dev/null; then
        wait "$pid"
        return
      fi
      sleep 0.05
    done
    say "Writing $1 to $2 hangs in the kernel. Close what uses the device; if that does not help, save your work and restart the host."
    return 1
  }
`);

function giveBack(after: readonly string[]): string[] {
  return [
    'give_back() {',
    '  trap "" INT TERM',
    '  set +e',
    ...after.map((line) => (line ? `  ${line}` : '')),
    '}',
    'trap give_back EXIT',
  ];
}

const FOLDERS = bash(`
    mkdir -p "$STATE" "$RUN"
    chmod 700 "$STATE" "$RUN"
    exec 9>"$RUN/lock"
    flock -n 9 || die "This machine is running already."
    as=()
    if [ -n "$RUN_AS" ]; then
      chown -R "$RUN_AS" "$STATE" "$RUN"
      as=(setpriv --reuid "$RUN_AS" --regid "$(id -g "$RUN_AS")" --init-groups --)
    fi
`);

/** What this script does otherwise than Baton. */
function scriptLosses(
  { gpu, cpu }: ProfileDefinition,
  { gpu: functions, power }: ExportContext,
): readonly ExportLoss[] {
  const switches = power.backend === 'vga-switcheroo' || power.backend === 'acpi-call';
  return [
    ...lossWhen(gpu.wanted && functions.length === 0, 'gpu-not-known', {}),
    ...lossWhen(gpu.wanted && functions.length > 0 && switches, 'power-switch', { backend: power.backend }),
    ...lossWhen(gpu.wanted && (gpu.battery?.when ?? 'never') !== 'never', 'battery-guard', {}),
    ...lossWhen(cpu.isolate, 'isolation', {}),
  ];
}
