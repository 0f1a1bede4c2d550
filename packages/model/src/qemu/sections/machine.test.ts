import { describe, expect, it } from 'vitest';
import { qemuArgv } from '../compile';
import { QEMU_9_2 } from '../testing/capabilities';
import { FACTS, optionOf, optionsOf, profileWith, withId } from '../testing/compiling';

const compiled = (change: Readonly<Record<string, unknown>>, facts = {}) =>
  qemuArgv(profileWith(change), null, { ...FACTS, ...facts });

describe('the board', () => {
  it('is the pinned one, and else the newest', () => {
    const type = (machine: object) => optionOf(compiled({ machine }, { can: QEMU_9_2 }), '-machine')?.split(',')[0];
    expect(type({ type: 'pc-q35-6.2' })).toBe('pc-q35-6.2');
    expect(type({})).toBe('pc-q35-9.2');
    expect(optionOf(compiled({}, { can: { ...QEMU_9_2, machineTypes: [] } }), '-machine')).toMatch(/^q35,/);
  });

  it('names both halves of the UEFI flash, the code read-only', () => {
    const argv = compiled({}, { uefi: { code: '/fw/code.fd', vars: '/run/m/vars.fd', secureBoot: false } });
    expect(optionOf(argv, '-machine')).toContain('pflash0=uefi-code,pflash1=uefi-vars');
    expect(optionOf(argv, '-machine')).not.toContain('smm');
    expect(withId(argv, 'uefi-code')).toMatchObject({ 'read-only': true, file: { filename: '/fw/code.fd' } });
    expect(withId(argv, 'uefi-vars')).toMatchObject({ 'read-only': false, file: { filename: '/run/m/vars.fd' } });
  });

  it('guards the keys of Secure Boot', () => {
    const argv = compiled({}, { uefi: { code: '/fw/code.fd', vars: '/run/m/vars.fd', secureBoot: true } });
    expect(optionOf(argv, '-machine')).toContain('smm=on');
    expect(optionsOf(argv, '-global')).toContain('driver=cfi.pflash01,property=secure,value=on');
  });

  it('says its maker and model with doubled commas, and nothing where nothing was given', () => {
    expect(compiled({})).not.toContain('-smbios');
    expect(compiled({ machine: { smbios: { product: '' } } })).not.toContain('-smbios');
    const argv = compiled({ machine: { smbios: { manufacturer: 'Dell, Inc.', family: 'XPS' } } });
    expect(optionOf(argv, '-smbios')).toBe('type=1,manufacturer=Dell,, Inc.,family=XPS');
  });

  it('keeps time as its guest expects, and makes up for lost ticks where KVM has the timer', () => {
    const argv = compiled({ machine: { clock: 'localtime' } }, { accelerator: 'kvm' });
    expect(optionOf(argv, '-rtc')).toBe('base=localtime,clock=host,driftfix=slew');
    expect(optionsOf(argv, '-global')).toContain('kvm-pit.lost_tick_policy=delay');
    expect(optionsOf(compiled({}), '-global')).not.toContain('kvm-pit.lost_tick_policy=delay');
  });

  it('lets its guest sleep only when that was asked for', () => {
    expect(optionsOf(compiled({}), '-global')).toContain('ICH9-LPC.disable_s3=1');
    const argv = compiled({ machine: { sleep: true } });
    expect(optionsOf(argv, '-global')).toEqual(['ICH9-LPC.disable_s3=0', 'ICH9-LPC.disable_s4=0']);
  });

  it('does at each event what was chosen', () => {
    expect(optionOf(compiled({}), '-action')).toBe('reboot=reset,shutdown=poweroff,panic=pause,watchdog=reset');
    const machine = { onReboot: 'shutdown', onShutdown: 'pause', onPanic: 'none', watchdog: 'poweroff' };
    const argv = compiled({ machine });
    expect(optionOf(argv, '-action')).toBe('reboot=shutdown,shutdown=pause,panic=none,watchdog=poweroff');
    expect(withId(argv, 'watchdog0')).toMatchObject({ driver: 'i6300esb' });
    expect(withId(compiled({}), 'watchdog0')).toBeUndefined();
  });

  it('has a line for the panic of a Linux guest, and no unknown device for others', () => {
    expect(withId(compiled({ guest: 'linux' }), 'panic0')).toMatchObject({ driver: 'pvpanic-pci' });
    expect(withId(compiled({ guest: 'windows' }), 'panic0')).toBeUndefined();
    expect(withId(compiled({ guest: 'linux', machine: { onPanic: 'none' } }), 'panic0')).toBeUndefined();
  });

  it('shows a boot menu when that was asked for, and tries nothing that the order does not name', () => {
    expect(optionOf(compiled({}), '-boot')).toBe('strict=on');
    expect(optionOf(compiled({ machine: { bootMenu: true } }), '-boot')).toBe('menu=on,strict=on');
  });

  it('has a TPM when there is one behind a socket', () => {
    const sockets = { ...FACTS.sockets, tpm: '/run/m/tpm.sock' };
    const argv = compiled({ machine: { tpm: true } }, { sockets });
    expect(optionOf(argv, '-tpmdev')).toBe('emulator,id=tpm0,chardev=tpm0-socket');
    expect(withId(argv, 'tpm0-chip')).toMatchObject({ driver: 'tpm-tis', tpmdev: 'tpm0' });
    expect(compiled({ machine: { tpm: true } })).not.toContain('-tpmdev');
    expect(compiled({}, { sockets })).not.toContain('-tpmdev');
  });
});

describe('memory', () => {
  it('is ordinary, and not locked', () => {
    const argv = compiled({ memory: { sizeMiB: 2048 } });
    expect(optionOf(argv, '-m')).toBe('size=2048M');
    expect(withId(argv, 'ram')).toEqual({ 'qom-type': 'memory-backend-ram', id: 'ram', size: 2 ** 31 });
    expect(optionOf(argv, '-overcommit')).toBe('mem-lock=off');
  });

  it('is in huge pages where the host set them aside, and locked when asked', () => {
    const memory = { sizeMiB: 2048, hugepages: '2M', lock: true };
    const argv = compiled({ memory }, { hugepagePath: '/run/baton/huge' });
    expect(withId(argv, 'ram')).toMatchObject({
      'qom-type': 'memory-backend-file',
      'mem-path': '/run/baton/huge',
      prealloc: true,
    });
    expect(optionOf(argv, '-overcommit')).toBe('mem-lock=on');
  });
});
