import { describe, expect, it } from 'vitest';
import { draftFrom, endsOf, read } from '../testing/read';

describe('processors', () => {
  it.each<[string, object]>([
    ['-smp 6', { sockets: 1, cores: 6, threads: 1 }],
    ['-smp cpus=4', { sockets: 1, cores: 4, threads: 1 }],
    ['-smp 6,sockets=1,cores=3,threads=2', { sockets: 1, cores: 3, threads: 2 }],
    ['-smp 8,threads=2', { sockets: 1, cores: 4, threads: 2 }],
    ['-smp 8,cores=2', { sockets: 4, cores: 2, threads: 1 }],
    ['-smp sockets=2,cores=4,threads=2', { sockets: 2, cores: 4, threads: 2 }],
    ['-smp 8,dies=2,cores=2,threads=2', { sockets: 1, cores: 4, threads: 2 }],
    ['-smp 6,cores=4,threads=2', { sockets: 1, cores: 6, threads: 1 }],
    ['-smp 9999', { sockets: 1, cores: 255, threads: 1 }],
    ['-smp $(nproc)', { sockets: 1, cores: 1, threads: 1 }],
    ['-cpu host,kvm=off', { model: 'host', hideHypervisor: true }],
    ['-cpu max', { model: 'host' }],
    ['-cpu Skylake-Client-v1,+aes,-avx2,x2apic=on', { features: ['+aes', '-avx2', '+x2apic'] }],
    ['-cpu host,hv_relaxed,hv-vapic=on,hv_spinlocks=0x1fff', { hyperv: { preset: 'minimal' } }],
    ['-cpu host,hv-time,hv-vendor-id=abc', { vendorId: 'abc', hyperv: { preset: 'custom', flags: ['hv-time'] } }],
  ])('of %s', (text, cpu) => {
    expect(draftFrom(text).cpu).toMatchObject(cpu);
  });
});

describe('memory', () => {
  it.each<[string, object]>([
    ['-m 8G', { sizeMiB: 8192, hugepages: null }],
    ['-m 8192', { sizeMiB: 8192 }],
    ['-m size=2048M,slots=2,maxmem=8G', { sizeMiB: 2048 }],
    ['-m 1.5G', { sizeMiB: 1536 }],
    ['-m 8', { sizeMiB: 16 }],
    ['-m lots', { sizeMiB: 128 }],
    ['', { sizeMiB: 128 }],
    ['-m 4G -mem-path /dev/hugepages1G', { hugepages: '1G' }],
    ['-m 4G -mem-path /dev/shm', { hugepages: null }],
    ['-m 4G -overcommit mem-lock=on', { lock: true }],
    ['-m 4G -realtime mlock=on', { lock: true }],
  ])('of %s', (text, memory) => {
    expect(draftFrom(text).memory).toMatchObject(memory);
  });
});

describe('disks and discs', () => {
  it.each<[string, object[]]>([
    ['/vm/a.qcow2', [{ source: { path: '/vm/a.qcow2', format: 'qcow2' }, bus: 'sata' }]],
    ['-hda /vm/a.img', [{ source: { format: 'raw' }, bus: 'sata' }]],
    ['-drive file=/vm/a.img,format=raw', [{ bus: 'sata', cache: 'writeback' }]],
    ['-drive file=/vm/a,,b.img,format=raw,if=virtio', [{ source: { path: '/vm/a,b.img' }, bus: 'virtio' }]],
    [
      '-drive driver=qcow2,file.driver=file,file.filename=/vm/a,if=virtio',
      [{ source: { path: '/vm/a', format: 'qcow2' } }],
    ],
    [
      '-drive if=none,id=x,file=/vm/a,format=raw,cache=unsafe -device ide-hd,drive=x',
      [{ bus: 'sata', cache: 'writeback' }],
    ],
    [
      '-drive if=none,id=x,file=/vm/a,format=raw,readonly=on -device nvme,drive=x,serial=S1',
      [{ bus: 'nvme', readOnly: true, serial: 'S1' }],
    ],
    ['-drive if=none,id=x,file=/vm/a,format=raw -device usb-storage,drive=x', [{ bus: 'sata' }]],
    [
      `-blockdev '{"driver":"qcow2","node-name":"n","file":{"driver":"file","filename":"/vm/a"},"discard":"ignore"}' -device '{"driver":"virtio-blk-pci","drive":"n"}'`,
      [{ source: { path: '/vm/a', format: 'qcow2' }, discard: false }],
    ],
    ['-drive file=/vm/a.vmdk', []],
    ['-drive file=nbd:localhost:1,format=raw', []],
    ['-drive file=https://example.org/a.img,format=raw', []],
    ['-drive if=none,id=x,file=/vm/a', []],
    ['-hda /dev/sda', []],
  ])('of %s', (text, disks) => {
    const { draft } = read(`qemu-system-x86_64 -machine q35 ${text}`);
    expect(draft.disks).toMatchObject(disks);
    expect(draft.disks).toHaveLength(disks.length);
  });

  it('may be empty trays, and are booted in the order that was said', () => {
    const draft = draftFrom('-device ide-cd -cdrom /vm/b.iso -hda /vm/a.raw -boot d');
    expect(draft.cdroms).toEqual([{ iso: null }, { iso: '/vm/b.iso' }]);
    expect(draft.boot).toEqual(['cd0', 'cd1', 'disk0']);
  });
});

describe('network cards', () => {
  it.each<[string, object[]]>([
    ['', [{ model: 'e1000e', connection: { kind: 'user' } }]],
    ['-nodefaults', []],
    ['-nic none', []],
    ['-net none', []],
    [
      '-nic user,model=virtio-net-pci,hostfwd=tcp::2222-:22',
      [{ model: 'virtio', connection: { forwards: [{ hostPort: 2222 }] } }],
    ],
    ['-net nic,model=rtl8139,macaddr=52:54:00:00:00:01 -net user', [{ model: 'rtl8139', mac: '52:54:00:00:00:01' }]],
    ['-net nic,model=virtio -net tap,ifname=tap0,script=/etc/ifup', [{ model: 'virtio', connection: { kind: 'nat' } }]],
    ['-netdev bridge,id=n -device virtio-net,netdev=n', [{ connection: { kind: 'bridge', bridge: 'br0' } }]],
    ['-netdev passt,id=n -device virtio-net,netdev=n', [{ connection: { kind: 'passt' } }]],
    ['-netdev vde,id=n -device vmxnet3,netdev=n', [{ model: 'e1000e', connection: { kind: 'user', forwards: [] } }]],
    ['-nic user,mac=00:11:22:33:44:55', [{ model: 'e1000e' }]],
  ])('of %s', (text, nics) => {
    const draft = draftFrom(text);
    expect(draft.nics).toMatchObject(nics);
    expect(draft.nics).toHaveLength(nics.length);
  });
});

describe('devices of the host', () => {
  it('are the card by what only a card has, and others besides', () => {
    const draft = draftFrom(
      '-device vfio-pci,host=00:14.0 -device vfio-pci,host=02:00.0,x-vga=on -device vfio-pci,host=02:00.1',
    );
    expect(draft.gpu).toMatchObject({ wanted: true, primary: true });
    expect(draft.pci).toEqual([{ address: '0000:00:14.0' }]);
  });

  it('are known by their file in sysfs as well, and by both spellings of USB', () => {
    const draft = draftFrom('-device vfio-pci,sysfsdev=/sys/bus/pci/devices/0000:01:00.0 -usbdevice host:46d:C52B');
    expect(draft.gpu.wanted).toBe(true);
    expect(draft.usb).toMatchObject([{ select: { by: 'id', vendorId: '046d', productId: 'c52b' } }]);
  });
});

describe('screen, sound and firmware', () => {
  it.each<[string, object]>([
    ['-vga qxl', { display: { stage: 'install', card: 'qxl' } }],
    ['-device virtio-vga-gl -display gtk,gl=on', { display: { stage: 'install', card: 'virtio' } }],
    ['-vga cirrus', { display: { card: 'std' } }],
    ['-vga none -device vfio-pci,host=01:00.0', { display: { stage: 'gpu', keepVirtual: false } }],
    ['-device vfio-pci,host=01:00.0', { display: { stage: 'gpu', keepVirtual: true } }],
    ['-soundhw hda', { audio: { backend: 'pa' } }],
    ['-audio pipewire,model=hda', { audio: { backend: 'pipewire' } }],
    ['-audiodev jack,id=a -device ich9-intel-hda', { audio: { backend: 'pa' } }],
    ['-bios /usr/share/ovmf/OVMF.fd', { machine: { firmware: { kind: 'uefi' } } }],
    ['-pflash /usr/share/OVMF/OVMF_CODE_4M.ms.fd', { machine: { firmware: { secureBoot: true, flash: '4M' } } }],
    ['-localtime', { guest: 'windows', machine: { clock: 'localtime' } }],
    ['-no-reboot -no-shutdown', { machine: { onReboot: 'shutdown', onShutdown: 'pause' } }],
    ['-action reboot=shutdown,panic=exit-failure', { machine: { onReboot: 'shutdown', onPanic: 'shutdown' } }],
    ['-usb -usbdevice mouse', { input: { pointer: 'mouse' } }],
    ['--m=4G', { memory: { sizeMiB: 4096 } }],
  ])('of %s', (text, draft) => {
    expect(draftFrom(text)).toMatchObject(draft);
  });
});

describe('what has no field', () => {
  it.each([
    ['-msg timestamp=on', 'kept'],
    ['-global isa-fdc.driveA=', 'kept'],
    ['-smbios type=2,manufacturer=ASUS', 'kept'],
    ['-smbios file=/etc/shadow', 'lost-unsafe path'],
    ['-fw_cfg name=opt/x,file=/etc/shadow', 'lost-unsupported'],
    ['-device edu', 'kept'],
    ['-device virtio-rng-pci,rng=rng0', 'lost-unsupported'],
    ['-incoming exec:cat', 'lost-unsafe shell'],
    ['-incoming tcp:0:4444', 'lost-unsafe fights-ours'],
    ['-readconfig /etc/x', 'lost-unsafe path'],
    ['-kernel /boot/vmlinuz', 'lost-unsupported'],
    ['-virtfs local,path=/,mount_tag=x,security_model=none', 'lost-unsupported'],
    ['-gdb tcp::1234', 'lost-unsafe listens'],
    ['-s', 'lost-unsafe listens'],
    ['-serial tcp:0.0.0.0:1,server', 'lost-unsafe listens'],
    ['-monitor stdio', 'lost-not-needed own-channels'],
    ['-netdev user,id=unused', 'lost-not-needed no-effect'],
    ['-frobnicate hard', 'lost-unsupported'],
    ['-plugin /tmp/evil.so', 'lost-unsafe fights-ours'],
    ['-device', 'lost-unsupported'],
  ])('%s is %s', (text, end) => {
    expect(endsOf(text)[text]).toBe(end);
  });

  it('is kept only where nothing but the script said it', () => {
    expect(endsOf('-msg guest-name=$WHO')).toEqual({ '-msg guest-name=$WHO': 'lost-unsupported' });
    expect(endsOf('-msg guest-name=$(whoami)')).toEqual({ '-msg guest-name=$(...)': 'lost-shell' });
  });
});
