import { argumentReasonWords } from '../../words/qemu-reasons';
import { shellWord, toCommandLine } from '../shell-words';
import { bash, comment, nothing, type Scripting, type WriteScriptPart } from './part';

/** The command, a line for each option, with the reason above where it changes. */
export function qemuCommand({ alone }: Scripting): string[] {
  let reason = '';
  const options = alone.arguments.flatMap(({ words, why }) => {
    const said = argumentReasonWords(why);
    const above = said === reason ? [] : comment(said, '  ');
    reason = said;
    return [...above, `  ${toCommandLine(words)}`];
  });
  return ['options=(', ...options, ')'];
}

/** Binds QEMU's threads to processors of the host, by the names that debug-threads=on gives them. */
export const pinning: WriteScriptPart = ({ profile, alone }) => {
  const pinned = profile.cpu.pinning;
  if (!pinned) return nothing();
  const kind = alone.facts.accelerator === 'kvm' ? 'KVM' : 'TCG';
  const vcpus = pinned.vcpus.flatMap((cpus, vcpu) => (cpus.length > 0 ? [[`CPU ${vcpu}/${kind}`, cpus] as const] : []));
  const threads = [...vcpus, ...(pinned.iothreads.length > 0 ? [['IO io-*', pinned.iothreads] as const] : [])];
  const commands = threads.map(([name, cpus]) => `pin ${shellWord(name)} ${cpus.join(',')}`);
  const emulator =
    pinned.emulator.length > 0 ? [`taskset -apc ${pinned.emulator.join(',')} "$qemu_pid" >/dev/null`] : [];
  if (commands.length + emulator.length === 0) return nothing();
  const last = vcpus.at(-1)?.[0];
  return {
    defines: bash(`
      pin() { # PATTERN OF A THREAD'S NAME, PROCESSORS
        local task
        for task in "/proc/$qemu_pid/task"/*; do
          # shellcheck disable=SC2053 # a pattern is wanted
          if [[ "$(cat "$task/comm" 2>/dev/null)" == $1 ]]; then taskset -pc "$2" "\${task##*/}" >/dev/null || say "$1 was not pinned."; fi
        done
      }
    `),
    running: [
      ...(last
        ? bash(`
            for ((tries = 100; tries > 0; tries--)); do
              kill -0 "$qemu_pid" 2>/dev/null || break
              ! grep -qsx ${shellWord(last)} "/proc/$qemu_pid/task"/*/comm || break
              sleep 0.05
            done
          `)
        : []),
      ...emulator.map((command) => `${command} || say "QEMU was not pinned."`),
      ...commands,
    ],
  };
};

/** Starts QEMU, and asks the guest to shut down when the script is told to end. */
export function runQemu({ alone }: Scripting, running: readonly string[]): string[] {
  const socket = shellWord(`UNIX-CONNECT:${alone.facts.sockets.rescue}`);
  return [
    ...bash(`
      asked=
      ask() {
        if [ -z "$asked" ] && command -v socat >/dev/null; then
          asked=yes
          say "Asking the guest to shut down. Press Ctrl-C once more to cut its power."
          printf '%s\\n' '{"execute":"qmp_capabilities"}' '{"execute":"system_powerdown"}' | socat -t 1 - ${socket} >/dev/null || true
        else
          kill "$qemu_pid" 2>/dev/null || true
        fi
      }

      run_qemu() {
        [ -z "$RUN_AS" ] || exec "\${as[@]}" "$QEMU" "\${options[@]}"
        exec "$QEMU" "\${options[@]}"
      }
      run_qemu &
      qemu_pid=$!
      trap ask INT TERM
    `),
    ...running,
    ...bash(`
      status=0
      while kill -0 "$qemu_pid" 2>/dev/null; do
        status=0
        wait "$qemu_pid" || status=$?
      done
      exit "$status"
    `),
  ];
}
