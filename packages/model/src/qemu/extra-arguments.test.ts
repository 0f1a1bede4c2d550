import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileDraftSchema } from '../profile/definition';
import { applyFix } from '../profile/testing/apply-fix';
import { extraArgumentFindings } from './extra-arguments';

const FOLDERS = ['/srv/baton'];
const because = (...words: readonly string[]) =>
  extraArgumentFindings(words, FOLDERS).map(({ problem }) => problem.code === 'extra.fights' && problem.facts.because);

describe('an extra argument', () => {
  it.each<readonly string[]>([
    ['-msg', 'timestamp=on'],
    ['-usb', '-device', 'usb-kbd,bus=xhci.0'],
    ['-device', '{"driver":"virtio-rng-pci","bus":"pcie.0","addr":"0x1d"}'],
    ['-global', 'ICH9-LPC.noreboot=false'],
    ['-machine', 'kernel_irqchip=split'],
    ['-fw_cfg', 'name=opt/org.baton/a,string=b'],
    ['-fw_cfg', 'name=opt/ovmf/X-PciMmio64Mb,string=65536'],
    ['-object', 'rng-random,id=rng0,filename=/dev/urandom'],
    ['-object', 'memory-backend-memfd,id=m,size=1G,share=on'],
    ['-chardev', 'socket,id=fs,path=/srv/baton/fs.sock', '-device', 'vhost-user-fs-pci,chardev=fs,tag=a'],
    ['-virtfs', 'local,path=/srv/baton/share,mount_tag=a,security_model=mapped'],
    ['-drive', 'file=/srv/baton/a.img,format=raw,if=none,id=x'],
    ['-blockdev', '{"driver":"raw","node-name":"x","file":{"driver":"file","filename":"/srv/baton/a.img"}}'],
    ['-kernel', '/srv/baton/vmlinuz', '-append', 'root=/dev/vda console=ttyS0'],
    ['-netdev', 'user,id=n9', '-device', 'e1000e,netdev=n9'],
    ['-netdev', 'tap,id=n9,ifname=tap9,script=no,downscript=no'],
    ['-serial', 'none', '-parallel', 'none'],
    ['-device', 'virtio-net-pci,netdev=n9,romfile='],
    ['--msg', 'timestamp=on'],
  ])('%s %s is an ordinary one', (...words) => {
    expect(because(...words)).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['daemonizes', ['-daemonize']],
    ['daemonizes', ['--daemonize']],
    ['ours', ['-qmp', 'tcp:0.0.0.0:4444,server']],
    ['ours', ['-monitor', 'stdio']],
    ['ours', ['-pidfile', '/tmp/a']],
    ['ours', ['-name', 'other']],
    ['ours', ['-uuid', 'x']],
    ['ours', ['-runas', 'root']],
    ['ours', ['-chroot', '/']],
    ['ours', ['-S']],
    ['ours', ['-sandbox', 'off']],
    ['ours', ['-no-shutdown']],
    ['ours', ['-set', 'device.gpu0.host=0000:00:02.0']],
    ['ours', ['-some-option-of-tomorrow']],
    ['ours', ['-constructor']],
    ['ours', ['-__proto__', 'a']],
    ['ours', ['-machine', 'pc-i440fx-7.2']],
    ['ours', ['-machine', 'accel=tcg']],
    ['ours', ['-M', 'memory_backend=other']],
    ['ours', ['-device', 'vfio-pci,host=0000:00:02.0']],
    ['ours', ['-device', '{"driver":"usb-host","hostbus":1}']],
    ['ours', ['-object', 'filter-dump,id=f,netdev=net0,file=/srv/baton/x']],
    ['ours', ['-device', '{"driver":']],
    ['ours', ['-device']],
    ['ours', ['-device', '-daemonize']],
    ['listens', ['-gdb', 'tcp::1234']],
    ['listens', ['-s']],
    ['listens', ['-vnc', ':1']],
    ['listens', ['-chardev', 'socket,id=a,host=0.0.0.0,port=4444,server=on']],
    ['listens', ['-chardev', 'socket,id=a,path=/srv/baton/a,server=on,wait=off']],
    ['listens', ['-chardev', 'udp,id=a,port=4444']],
    ['listens', ['-serial', 'tcp::4444,server']],
    ['listens', ['-netdev', 'socket,id=a,listen=:1234']],
    ['listens', ['-netdev', 'user,id=n9,hostfwd=tcp::22-:22']],
    ['listens', ['-netdev', '{"type":"user","id":"n9","hostfwd":[{"str":"tcp::22-:22"}]}']],
    ['migrates', ['-incoming', 'tcp:0:4444']],
    ['migrates', ['-loadvm', 'a']],
    ['opens-files', ['-readconfig', '/etc/shadow']],
    ['opens-files', ['-D', '/srv/baton/log']],
    ['opens-files', ['-plugin', '/tmp/a.so']],
    ['opens-files', ['/etc/shadow']],
    ['opens-files', ['-usb', '/etc/shadow']],
    ['opens-files', ['-chardev', 'file,id=a,path=/srv/baton/a']],
    ['opens-files', ['-virtfs', 'local,path=/etc,mount_tag=a,security_model=none']],
    ['opens-files', ['-virtfs', 'local,path=/srv/baton/../../etc,mount_tag=a']],
    ['opens-files', ['-virtfs', 'local,path=/srv/baton-other,mount_tag=a']],
    ['opens-files', ['-drive', 'file=/etc/shadow,format=raw']],
    ['opens-files', ['-drive', 'file=nbd://10.0.0.1/x']],
    ['opens-files', ['-drive', 'file=json:{"driver":"file"}']],
    ['opens-files', ['-drive', 'file=relative.img']],
    ['opens-files', ['-blockdev', 'driver=nbd,node-name=a,server.type=inet']],
    ['opens-files', ['-blockdev', '{"driver":"raw","file":{"driver":"file","filename":"/etc/shadow"}}']],
    ['opens-files', ['-fw_cfg', 'name=opt/a,file=/etc/shadow']],
    ['opens-files', ['-acpitable', 'file=/proc/self/mem']],
    ['opens-files', ['-kernel', 'vmlinuz']],
    ['opens-files', ['-netdev', 'tap,id=a,script=/tmp/x']],
    ['opens-files', ['-netdev', 'tap,id=a']],
    ['opens-files', ['-netdev', 'user,id=a,smb=/srv/baton']],
    ['opens-files', ['-netdev', 'user,id=a,guestfwd=tcp:10.0.2.100:80-cmd:id']],
    ['opens-files', ['-netdev', 'bridge,id=a,helper=/bin/sh']],
    ['opens-files', ['-device', 'virtio-net-pci,romfile=/etc/shadow']],
    ['opens-files', ['-trace', 'enable=*,file=/srv/baton/t']],
  ])('%s: %j is refused', (why, words) => {
    expect(because(...words)).toEqual([why]);
  });

  it('is named at its place, and taken off the list with its value by one tap', () => {
    const extraArguments = ['-usb', '-monitor', 'stdio', '-msg', 'timestamp=on'];
    const findings = extraArgumentFindings(extraArguments);
    expect(findings.map(({ field }) => field)).toEqual(['extraArguments.1']);
    const draft = profileDraftSchema.parse({ name: 'a', memory: { sizeMiB: 64 }, extraArguments });
    const fixed = findings[0]?.fix && applyFix(draft, findings[0].fix);
    expect(fixed).toMatchObject({ extraArguments: ['-usb', '-msg', 'timestamp=on'] });
  });

  it('never hides a refused one behind another', () => {
    const word = fc.constantFrom('-device', '-usb', '-msg', 'a=b', 'VGA', '-fw_cfg', 'x,y', '-global', '{', '--', '-');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.array(word, { maxLength: 6 }), (before, after) => {
        expect(because(...before, '-daemonize', ...after).length).toBeGreaterThan(0);
      }),
    );
  });
});
