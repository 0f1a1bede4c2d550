import { describe, expect, it } from 'vitest';
import { qemuArgv } from '../compile';
import { FACTS, jsonOf, optionOf, optionsOf, profileWith, withId } from '../testing/compiling';

const compiled = (change: Readonly<Record<string, unknown>>, facts = {}) =>
  qemuArgv(profileWith(change), null, { ...FACTS, ...facts });

describe('the screen', () => {
  it.each([
    ['std', 'VGA'],
    ['qxl', 'qxl-vga'],
    ['virtio', 'virtio-vga'],
  ])('%s is QEMU’s %s, and VNC shows it', (card, driver) => {
    const argv = compiled({ display: { card } });
    expect(withId(argv, 'video0')).toEqual({ driver, id: 'video0', bus: 'pcie.0', addr: '0x2' });
    expect(optionOf(argv, '-vnc')).toBe('unix:/run/m/vnc.sock,display=video0');
  });

  it('is gone in the GPU’s stage, with its VNC, unless it is kept', () => {
    const gone = compiled({ display: { stage: 'gpu' } });
    expect(withId(gone, 'video0')).toBeUndefined();
    expect(gone).not.toContain('-vnc');
    expect(withId(compiled({ display: { stage: 'gpu', keepVirtual: true } }), 'video0')).toBeDefined();
  });

  it('has SPICE on a socket beside it, with a line to its agent in the guest', () => {
    const argv = compiled({ display: { spice: true, keyboard: 'de' } });
    expect(optionOf(argv, '-spice')).toMatch(/^unix=on,addr=\/run\/m\/spice\.sock,disable-ticketing=on/);
    expect(withId(argv, 'channel2')).toMatchObject({ name: 'com.redhat.spice.0' });
    expect(optionOf(argv, '-k')).toBe('de');
    expect(compiled({})).not.toContain('-k');
  });
});

describe('sound', () => {
  it('goes where it was sent, with a card to make it', () => {
    const argv = compiled({ audio: { backend: 'alsa' } });
    expect(optionOf(argv, '-audiodev')).toBe('alsa,id=snd0');
    expect(withId(argv, 'codec0')).toMatchObject({ driver: 'hda-duplex', bus: 'hda0.0', audiodev: 'snd0' });
    expect(compiled({})).not.toContain('-audiodev');
  });

  it('is silent where it would go through a SPICE that is off', () => {
    expect(optionOf(compiled({ audio: { backend: 'spice' } }), '-audiodev')).toBe('none,id=snd0');
    const spice = compiled({ audio: { backend: 'spice' }, display: { spice: true } });
    expect(optionOf(spice, '-audiodev')).toBe('spice,id=snd0');
  });
});

describe('Looking Glass', () => {
  it.each([
    [1920, 1080, false, 32],
    [1920, 1080, true, 64],
    [3840, 2160, false, 128],
  ])('of %i x %i (HDR: %s) shares %i MiB', (width, height, hdr, sizeMiB) => {
    const argv = compiled({ lookingGlass: { width, height, hdr } }, { lookingGlassPath: '/dev/shm/lg' });
    expect(withId(argv, 'lg-memory')).toMatchObject({
      'mem-path': '/dev/shm/lg',
      size: sizeMiB * 2 ** 20,
      share: true,
    });
    expect(withId(argv, 'lg0')).toMatchObject({ driver: 'ivshmem-plain', memdev: 'lg-memory' });
  });

  it('is left out where the host made no memory for it', () => {
    expect(withId(compiled({ lookingGlass: { width: 1920, height: 1080 } }), 'lg0')).toBeUndefined();
  });
});

describe('keyboards and mice', () => {
  it('are a tablet on USB, a mouse or nothing', () => {
    expect(withId(compiled({}), 'tablet0')).toMatchObject({ driver: 'usb-tablet', port: '1' });
    expect(withId(compiled({ input: { pointer: 'mouse' } }), 'mouse0')).toMatchObject({ driver: 'usb-mouse' });
    const none = compiled({ input: { pointer: 'none' } });
    expect(jsonOf(none).filter(({ driver }) => /^usb-(tablet|mouse)/.test(String(driver)))).toEqual([]);
  });

  it('are virtio’s beside them when that was asked for', () => {
    const drivers = (input: object) =>
      jsonOf(compiled({ input }))
        .map(({ driver }) => String(driver))
        .filter((driver) => /^virtio-(keyboard|mouse|tablet)/.test(driver));
    expect(drivers({ virtio: true })).toEqual(['virtio-keyboard-pci', 'virtio-mouse-pci', 'virtio-tablet-pci']);
    expect(drivers({ virtio: true, pointer: 'mouse' })).toEqual(['virtio-keyboard-pci', 'virtio-mouse-pci']);
    expect(drivers({})).toEqual([]);
  });

  it('of the host are shared', () => {
    const evdev = [{ path: '/dev/input/by-id/usb-A-event-kbd', grabAll: true }];
    expect(withId(compiled({ input: { evdev } }), 'evdev0')).toEqual({
      'qom-type': 'input-linux',
      id: 'evdev0',
      evdev: '/dev/input/by-id/usb-A-event-kbd',
      grab_all: true,
      repeat: true,
    });
  });
});

describe('USB devices of the host', () => {
  it('are named by what they are or where they are', () => {
    const argv = compiled({
      usb: [
        { select: { by: 'id', vendorId: '046d', productId: 'c31c' } },
        { select: { by: 'port', bus: 1, port: '4.2' } },
      ],
    });
    expect(withId(argv, 'usb0')).toMatchObject({ vendorid: 0x046d, productid: 0xc31c, bus: 'xhci.0', port: '2' });
    expect(withId(argv, 'usb1')).toMatchObject({ hostbus: 1, hostport: '4.2', 'guest-resets-all': false });
  });

  it('have a port each, on a second controller when the first is full', () => {
    const usb = Array.from({ length: 16 }, (_, n) => ({ select: { by: 'port', bus: 1, port: String(n + 1) } }));
    const argv = compiled({ usb });
    const ports = usb.map((_, n) => `${withId(argv, `usb${n}`)?.bus} ${withId(argv, `usb${n}`)?.port}`);
    expect(new Set([...ports, 'xhci.0 1']).size).toBe(17);
    expect(withId(argv, 'xhci1')).toMatchObject({ bus: 'rp-usb2' });
    expect(withId(compiled({ usb: usb.slice(0, 12) }), 'xhci1')).toBeUndefined();
  });
});

describe('channels', () => {
  it('always lead to the guest’s agent, to two monitors and to the serial log', () => {
    const argv = compiled({});
    expect(withId(argv, 'channel1')).toMatchObject({ name: 'org.qemu.guest_agent.0', chardev: 'agent0' });
    expect(optionsOf(argv, '-chardev')).toEqual([
      'socket,id=agent0,path=/run/m/agent.sock,server=on,wait=off',
      'qemu-vdagent,id=vdagent0,name=vdagent,clipboard=on,mouse=off',
      'socket,id=serial0,path=/run/m/ser.sock,server=on,wait=off,logfile=/run/m/serial.log,logappend=on',
      'socket,id=qmp0,path=/run/m/qmp.sock,server=on,wait=off',
      'socket,id=qmp1,path=/run/m/aux.sock,server=on,wait=off',
    ]);
    expect(optionsOf(argv, '-mon')).toEqual(['chardev=qmp0,mode=control', 'chardev=qmp1,mode=control']);
    expect(optionOf(argv, '-pidfile')).toBe('/run/m/qemu.pid');
  });

  it('carry copied text for the screen in the browser, unless SPICE does or there is no such screen', () => {
    expect(withId(compiled({}), 'channel2')).toMatchObject({ name: 'com.redhat.spice.0', chardev: 'vdagent0' });
    const agents = (argv: readonly string[]) => optionsOf(argv, '-chardev').filter((text) => text.includes('vdagent0'));
    expect(agents(compiled({ display: { spice: true } }))).toEqual(['spicevmc,id=vdagent0,name=vdagent']);
    expect(agents(compiled({ display: { stage: 'gpu' }, gpu: { wanted: true } }))).toEqual([]);
  });
});

describe('a person’s own arguments', () => {
  it('come last, as they are', () => {
    const argv = compiled({ extraArguments: ['-msg', 'timestamp=on', '-usb'] });
    expect(argv.slice(-3)).toEqual(['-msg', 'timestamp=on', '-usb']);
  });

  it('name devices in JSON, because QEMU makes the others before the ports that they need', () => {
    const text = 'virtio-balloon-pci,id=b,addr=0x1c,disable-legacy=on,deflate-on-oom=on,vectors=2,serial=12';
    const argv = compiled({ extraArguments: ['-device', text] });
    expect(JSON.parse(argv.at(-1) ?? '')).toEqual({
      driver: 'virtio-balloon-pci',
      id: 'b',
      addr: '0x1c',
      'disable-legacy': 'on',
      'deflate-on-oom': true,
      vectors: 2,
      serial: '12',
    });
  });

  it('come with tables that were made for the start', () => {
    expect(optionOf(compiled({}, { acpiTables: ['/run/m/a,b.aml'] }), '-acpitable')).toBe('file=/run/m/a,,b.aml');
  });
});
