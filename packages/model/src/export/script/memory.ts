import { lookingGlassBytes } from '../../host/looking-glass';
import { hugepageCount } from '../../profile/memory';
import { shellWord } from '../shell-words';
import { bash, nothing, type WriteScriptPart } from './part';

const KIB = { '2M': 2048, '1G': 1048576 } as const;

/** Sets huge pages aside, and gives back what was added. */
export const hugepages: WriteScriptPart = ({ profile: { memory }, alone }) => {
  const folder = alone.facts.hugepagePath;
  if (!memory.hugepages || folder === null) return nothing();
  const pool = `/sys/kernel/mm/hugepages/hugepages-${KIB[memory.hugepages]}kB`;
  const need = hugepageCount(memory);
  return {
    root: true,
    defines: ['pages_added=0'],
    checks: [`[ -d ${pool} ] || die "This host has no huge pages of ${memory.hugepages}."`],
    before: bash(`
      free=$(cat ${pool}/free_hugepages) had=$(cat ${pool}/nr_hugepages)
      if ((free < ${need})); then
        put 1 /proc/sys/vm/compact_memory
        put $((had + ${need} - free)) ${pool}/nr_hugepages
        pages_added=$(($(cat ${pool}/nr_hugepages) - had)) # as many as there were in one piece
        ((free + pages_added >= ${need})) || die "Only $((free + pages_added)) of ${need} huge pages of ${memory.hugepages} are free. Close programs, or start right after booting."
      fi
      mkdir -p ${shellWord(folder)}
      mountpoint -q ${shellWord(folder)} || mount -t hugetlbfs -o pagesize=${memory.hugepages},mode=0700 baton ${shellWord(folder)}
      [ -z "$RUN_AS" ] || chown "$RUN_AS" ${shellWord(folder)}
    `),
    after: bash(`
      ! mountpoint -q ${shellWord(folder)} || umount ${shellWord(folder)}
      if ((pages_added > 0)); then
        now=$(cat ${pool}/nr_hugepages)
        put $((now > pages_added ? now - pages_added : 0)) ${pool}/nr_hugepages
      fi
    `),
  };
};

/** The file that Looking Glass reads, or the device of kvmfr. */
export const lookingGlass: WriteScriptPart = ({ profile, alone }) => {
  const path = alone.facts.lookingGlassPath;
  if (!profile.lookingGlass || path === null) return nothing();
  const bytes = lookingGlassBytes(profile.lookingGlass);
  if (profile.lookingGlass.memory === 'kvmfr') {
    const mib = bytes / 1024 / 1024;
    return {
      checks: [`[ -c ${path} ] || die "${path} is missing. Load it with: modprobe kvmfr static_size_mb=${mib}"`],
    };
  }
  return {
    before: bash(`
      # QEMU refuses a file of another size. The viewer runs as you, in the group kvm.
      [ "$(stat -c %s ${path} 2>/dev/null || echo 0)" -eq ${bytes} ] || rm -f ${path}
      truncate -s ${bytes} ${path}
      chmod 660 ${path}
      chgrp kvm ${path} 2>/dev/null || true
      [ -z "$RUN_AS" ] || chown "$RUN_AS" ${path}
    `),
    after: [`rm -f ${path} # it holds memory as long as it is there`],
  };
};
