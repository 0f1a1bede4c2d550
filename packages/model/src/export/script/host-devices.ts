import type { ExportFunction } from '../context';
import { shellWord } from '../shell-words';
import { bash, nothing, type WriteScriptPart } from './part';

/** Takes the GPU and other devices from their drivers, and gives them back: docs/kernel-notes.md has the order and its reasons. */
export const hostDevices: WriteScriptPart = ({ profile, context }) => {
  const gpu = profile.gpu.wanted ? context.gpu : [];
  const others = context.pci.filter(({ address }) => !gpu.some((fn) => fn.address === address));
  if (gpu.length + others.length === 0) return nothing();
  const stays = profile.gpu.afterExit === 'leave';
  return {
    root: true,
    defines: [...list('gpu', gpu, 'The lent GPU: every function of its slot.'), ...list('others', others), ...DEFINES],
    checks: [...(gpu.length > 0 ? GPU_CHECKS : []), 'modprobe vfio-pci'],
    before: [
      'ulimit -l unlimited # vfio keeps all of the guest’s memory in place',
      ...(gpu.length > 0 ? ['stop_nvidia_services', `refuse_users "\${gpu[0]}"`, `leave_nvidia "\${gpu[0]}"`] : []),
      ...bash(`
        for ((n = \${#gpu[@]} - 1; n >= 0; n--)); do take "\${gpu[n]}"; done # companions first
        for fn in "\${others[@]}"; do take "$fn"; done
        for fn in "\${gpu[@]}" "\${others[@]}"; do check_group "$fn"; done
      `),
    ],
    after: bash(`
      for fn in "\${others[@]}"; do give "$fn"; done
      ${stays ? ': # the GPU stays where it is, as the profile says' : `for fn in "\${gpu[@]}"; do give "$fn"; done`}
      if [ -n "$nvidia_left" ] && [ -z "$off_after" ]; then modprobe nvidia_drm || say "NVIDIA’s driver did not load again."; fi
      for unit in "\${stopped[@]}"; do systemctl start "$unit" || say "$unit did not start again."; done
    `),
  };
};

function list(name: string, functions: readonly ExportFunction[], about?: string): string[] {
  if (functions.length === 0) return [`${name}=()`];
  return [
    ...(about ? [`# ${about}`] : []),
    `${name}=(`,
    ...functions.map(({ address, name: what }) => `  ${shellWord(address)} # ${what.replace(/\s+/g, ' ')}`),
    ')',
  ];
}

const DEFINES = bash(`
  declare -A was_driver=() was_control=() was_d3cold=()
  taken=() stopped=() nvidia_left='' off_after=''

  driver_of() { # FUNCTION; prints nothing when it has none
    local link
    link=$(readlink "/sys/bus/pci/devices/$1/driver") || return 0
    printf '%s' "\${link##*/}"
  }

  # Never unbind a device that is in use: the kernel would wait for its users, and nobody could stop it.
  users_of() { # FUNCTION
    local node names=(-lname '/dev/nvidia[0-9]*' -o -lname /dev/nvidia-modeset -o -lname /dev/nvidia-uvm)
    for node in "/sys/bus/pci/devices/$1"/drm/*; do
      [ -e "$node" ] && names+=(-o -lname "/dev/dri/\${node##*/}")
    done
    # processes that end while it looks are no failure
    { find /proc/[0-9]*/fd -maxdepth 1 -type l \\( "\${names[@]}" \\) 2>/dev/null || true; } | cut -d/ -f3 | sort -u
  }

  refuse_users() { # FUNCTION
    local users user
    users=$(users_of "$1")
    [ -n "$users" ] || return 0
    say "These processes use the GPU:"
    for user in $users; do say "  $user $(cat "/proc/$user/comm" 2>/dev/null)"; done
    die "Close them, then start again."
  }

  stop_nvidia_services() {
    local unit
    for unit in nvidia-persistenced nvidia-powerd; do
      systemctl is-active --quiet "$unit" 2>/dev/null || continue
      stopped+=("$unit")
      systemctl stop "$unit"
    done
  }

  # Removing NVIDIA's modules fails at once when something uses the card; unbinding would hang instead.
  leave_nvidia() { # FUNCTION
    [ "$(driver_of "$1")" = nvidia ] || return 0
    local module
    [ "$(find /sys/bus/pci/drivers/nvidia -maxdepth 1 -name '*:*' | wc -l)" -eq 1 ] || return 0
    nvidia_left=yes
    for module in nvidia_drm nvidia_modeset nvidia_uvm nvidia; do
      [ ! -d "/sys/module/$module" ] || modprobe -r "$module" || die "NVIDIA's driver is in use ($module). Close what uses the GPU, then start again."
    done
  }

  take() { # FUNCTION
    local fn=$1 device=/sys/bus/pci/devices/$1
    [ -e "$device" ] || die "$fn is not there. Look with: lspci -D"
    was_driver[$fn]=$(driver_of "$fn")
    [ "\${was_driver[$fn]}" != vfio-pci ] || return 0
    was_control[$fn]=$(cat "$device/power/control")
    was_d3cold[$fn]=$(cat "$device/d3cold_allowed" 2>/dev/null || true)
    taken+=("$fn")
    put on "$device/power/control" # awake, and it stays so: some cards never come back from D3cold under vfio
    [ -z "\${was_d3cold[$fn]}" ] || put 0 "$device/d3cold_allowed"
    put vfio-pci "$device/driver_override"
    [ -z "\${was_driver[$fn]}" ] || [ ! -e "$device/driver" ] || put "$fn" "$device/driver/unbind"
    put "$fn" /sys/bus/pci/drivers_probe
    [ "$(driver_of "$fn")" = vfio-pci ] || die "$fn did not go to vfio-pci. The kernel's log says why: dmesg | tail"
  }

  # QEMU refuses a group in which the host still drives something.
  check_group() { # FUNCTION
    local one group=/sys/bus/pci/devices/$1/iommu_group node tries
    [ -e "$group" ] || die "$1 has no IOMMU group. Turn the IOMMU on (intel_iommu=on, and VT-d or AMD-Vi in the firmware)."
    for one in "$group"/devices/*; do
      case "$(cat "$one/class")" in 0x0604*) continue ;; esac
      case "$(driver_of "\${one##*/}")" in
        '' | vfio-pci | pci-stub | pcieport) ;;
        *) die "\${one##*/} shares the IOMMU group of $1 and is still driven by the host." ;;
      esac
    done
    node=/dev/vfio/$(basename "$(readlink -f "$group")")
    for ((tries = 50; tries > 0; tries--)); do
      [ ! -e "$node" ] || break
      sleep 0.1
    done
    [ -z "$RUN_AS" ] || chown "$RUN_AS" "$node"
  }

  give() { # FUNCTION
    local fn=$1 device=/sys/bus/pci/devices/$1
    case " \${taken[*]} " in *" $fn "*) ;; *) return 0 ;; esac
    put '' "$device/driver_override" # first, so that nothing takes it back to vfio-pci
    [ "$(driver_of "$fn")" != vfio-pci ] || put "$fn" "$device/driver/unbind"
    [ -z "\${was_d3cold[$fn]}" ] || put "\${was_d3cold[$fn]}" "$device/d3cold_allowed"
    put "\${was_control[$fn]}" "$device/power/control"
    [ -n "\${was_driver[$fn]}" ] || return 0
    case " \${gpu[*]} " in *" $fn "*) [ -z "$off_after" ] || return 0 ;; esac # it is switched off next
    put "$fn" /sys/bus/pci/drivers_probe
    [ -n "$(driver_of "$fn")" ] || [ -n "$nvidia_left" ] || say "$fn has no driver again: \${was_driver[$fn]} did not take it."
  }
`);

const GPU_CHECKS = bash(`
  if [ "$(cat "/sys/bus/pci/devices/\${gpu[0]}/boot_vga" 2>/dev/null || echo 0)" = 1 ]; then
    die "\${gpu[0]} shows the screen of this host. Without it you would see nothing."
  fi
  for output in "/sys/bus/pci/devices/\${gpu[0]}"/drm/card*/card*-*; do
    [ "$(cat "$output/status" "$output/enabled" 2>/dev/null | tr '\\n' ' ')" != 'connected enabled ' ] ||
      die "A screen of this host hangs on the GPU (\${output##*/}). Unplug it first."
  done
`);

/** Power by bbswitch, after `hostDevices` in the file and around it in time: on before the card is touched, off again when it was off, or when the profile asks for it. */
export const gpuPower: WriteScriptPart = ({ profile, context }) => {
  if (!profile.gpu.wanted || context.gpu.length === 0 || context.power.backend !== 'bbswitch') return nothing();
  const { afterExit } = profile.gpu;
  return {
    root: true,
    defines: bash(`
      # Every write to this file says that it went well; only reading it tells.
      bbswitch() { # ON or OFF
        local tries
        put "$1" /proc/acpi/bbswitch
        for ((tries = 50; tries > 0; tries--)); do
          ! grep -q " $1$" /proc/acpi/bbswitch || return 0
          sleep 0.1
        done
        return 1
      }
    `),
    checks: ['[ -e /proc/acpi/bbswitch ] || die "bbswitch is not loaded. Load it with: modprobe bbswitch"'],
    before: bash(`
      ${afterExit === 'off' ? 'off_after=yes # as the profile says' : ': # off again afterwards when it is off now'}
      if grep -q ' OFF$' /proc/acpi/bbswitch; then
        off_after=yes # as it was
        bbswitch ON || die "The GPU did not switch on. The kernel's log says why: dmesg | grep bbswitch"
        # bbswitch knows function 0 alone: what else is in the slot comes back by being found again.
        parent=$(dirname "$(readlink -f "/sys/bus/pci/devices/\${gpu[0]}")")
        for fn in "\${gpu[@]:1}"; do
          [ ! -e "/sys/bus/pci/devices/$fn" ] || put 1 "/sys/bus/pci/devices/$fn/remove"
        done
        [ ! -e "$parent/rescan" ] || put 1 "$parent/rescan"
      fi
    `),
    after:
      afterExit === 'leave'
        ? []
        : bash(`
            if [ -n "$off_after" ]; then
              for fn in "\${gpu[@]}"; do
                [ -z "$(driver_of "$fn")" ] || off_after=
              done
              if [ -z "$off_after" ]; then
                say "The GPU stays on: the host drives it."
              else
                bbswitch OFF || say "The GPU did not switch off. The kernel's log says why: dmesg | grep bbswitch"
              fi
            fi
          `),
  };
};
