import { describe, expect, it } from 'vitest';
import { profileDefinitionSchema } from '../../profile/definition';
import { generateProfile } from '../../profile/testing/generate';
import { seededRandom } from '../../profile/testing/random';
import { exportContext } from '../testing/context';
import { kubevirtManifest } from './manifest';
import { kubernetesName } from './names';
import { writeYaml } from './yaml';

const WINDOWS = profileDefinitionSchema.parse({
  schemaVersion: 2,
  uuid: '22dcd615-4226-4308-876f-ee4543c036f4',
  name: 'Windows 11 Büro',
  guest: 'windows',
  machine: { type: 'pc-q35-7.2', firmware: { kind: 'uefi', secureBoot: true }, tpm: true, clock: 'localtime' },
  cpu: { cores: 4, threads: 2, hideHypervisor: true, vendorId: '1234567890ab', hyperv: { preset: 'windows' } },
  memory: { sizeMiB: 8192, hugepages: '1G' },
  gpu: { wanted: true },
  disks: [{ source: { kind: 'file', path: '/srv/baton/win11.qcow2', format: 'qcow2' }, bus: 'virtio', iothread: true }],
  cdroms: [{ iso: '/srv/baton/virtio-win.iso' }, { iso: null }],
  nics: [
    {
      mac: '52:54:00:12:34:56',
      connection: { kind: 'user', forwards: [{ hostPort: 23389, guestPort: 3389 }] },
    },
  ],
});

describe('a VirtualMachine of KubeVirt', () => {
  it('says what the profile says', () => {
    const [, yaml = ''] = kubevirtManifest(WINDOWS, exportContext(WINDOWS)).split(/\n(?=apiVersion)/);
    expect(yaml).toMatchInlineSnapshot(`
      "apiVersion: "kubevirt.io/v1"
      kind: "VirtualMachine"
      metadata:
        name: "windows-11-buro"
        annotations:
          kubevirt.io/description: "Windows 11 Büro"
      spec:
        runStrategy: "Manual"
        template:
          metadata:
            labels:
              kubevirt.io/vm: "windows-11-buro"
          spec:
            domain:
              machine:
                type: "pc-q35-7.2"
              cpu:
                model: "host-passthrough"
                sockets: 1
                cores: 4
                threads: 2
              memory:
                guest: "8192Mi"
                hugepages:
                  pageSize: "1Gi"
              firmware:
                uuid: "22dcd615-4226-4308-876f-ee4543c036f4"
                bootloader:
                  efi:
                    secureBoot: true
              clock:
                timer:
                  hpet:
                    present: false
                  pit:
                    tickPolicy: "delay"
                  rtc:
                    tickPolicy: "catchup"
                  hyperv: {}
              features:
                acpi: {}
                smm: {}
                kvm:
                  hidden: true
                hyperv:
                  relaxed: {}
                  vapic: {}
                  vpindex: {}
                  runtime: {}
                  synic: {}
                  frequencies: {}
                  tlbflush: {}
                  ipi: {}
                  spinlocks:
                    spinlocks: 8191
                  synictimer:
                    direct: {}
                  vendorid:
                    vendorid: "1234567890ab"
              ioThreadsPolicy: "auto"
              devices:
                disks:
                  - name: "disk0"
                    disk:
                      bus: "virtio"
                    cache: "writeback"
                    bootOrder: 1
                  - name: "cd0"
                    cdrom:
                      bus: "sata"
                      readonly: true
                    bootOrder: 2
                interfaces:
                  - name: "nic0"
                    model: "virtio"
                    macAddress: "52:54:00:12:34:56"
                    masquerade: {}
                    ports:
                      - port: 3389
                        protocol: "TCP"
                gpus:
                  - name: "gpu0"
                    deviceName: "nvidia.com/GEFORCE_GTX_1650_MOBILE"
                inputs:
                  - name: "tablet"
                    type: "tablet"
                    bus: "usb"
                autoattachGraphicsDevice: true
                autoattachMemBalloon: false
                tpm:
                  persistent: true
            networks:
              - name: "nic0"
                pod: {}
            terminationGracePeriodSeconds: 180
            volumes:
              - name: "disk0"
                persistentVolumeClaim:
                  claimName: "windows-11-buro-disk0"
              - name: "cd0"
                persistentVolumeClaim:
                  claimName: "windows-11-buro-cd0"
      "
    `);
  });

  it('tells at its top which claims, resources and services it needs', () => {
    const manifest = kubevirtManifest(WINDOWS, exportContext(WINDOWS)).replace(/\n# /g, ' ');
    expect(manifest).toContain('windows-11-buro-disk0 (/srv/baton/win11.qcow2)');
    expect(manifest).toContain('permittedHostDevices.pciHostDevices with pciVendorSelector "10DE:1F91"');
    expect(manifest).toContain('Ports of this host (23389 to 3389)');
  });

  it('has only comments, keys and quoted values, whatever people wrote', () => {
    const line = /^(#.*| *(- )?([\w.-]+(\/[\w.-]+)?:)?( ("([^"\\]|\\.)*"|\d+|true|false|\{\}|\[\]))?)$/u;
    for (let seed = 0; seed < 200; seed++) {
      const profile = generateProfile(seededRandom(seed));
      const lines = kubevirtManifest(profile, exportContext(profile)).trimEnd().split('\n');
      expect(lines.filter((one) => !line.test(one))).toEqual([]);
    }
  });
});

describe('names for Kubernetes', () => {
  it.each([
    ['win10', 'win10'],
    ['Windows 11 Büro', 'windows-11-buro'],
    ['---', 'machine'],
    ['日本', 'machine'],
    ['a'.repeat(64), 'a'.repeat(50)],
  ])('%s is %s', (name, wanted) => {
    expect(kubernetesName(name)).toBe(wanted);
  });
});

describe('YAML', () => {
  it('writes lists of objects and of words, empty things and strange words', () => {
    const value = { a: [{ b: 1, c: ['x: y', '- z'] }, { d: {} }], e: [], f: 'line\nbreak "', g: undefined, h: true };
    expect(writeYaml(value)).toBe(
      'a:\n  - b: 1\n    c:\n      - "x: y"\n      - "- z"\n  - d: {}\ne: []\nf: "line\\nbreak \\""\nh: true\n',
    );
  });
});
