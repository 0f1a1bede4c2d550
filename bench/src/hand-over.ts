import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan } from '@baton/model/handover/plan';
import { systemClock } from '../../packages/host-agent/src/adapters/linux/clock';
import { createLinuxHardware } from '../../packages/host-agent/src/adapters/linux/hardware/host-hardware';
import { HomeFile } from '../../packages/host-agent/src/handover/home-file';
import { GpuObserver } from '../../packages/host-agent/src/handover/observer';
import { RepairNote } from '../../packages/host-agent/src/handover/repair-note';
import { WedgedMarker } from '../../packages/host-agent/src/handover/wedged-marker';
import { type Bench, judge } from './bench';
import { median } from './statistics';
import { sysfsOf64 } from './sysfs-of-64';

const LOOKS = 40;
const PLANS = 200;

/** A look at the GPU on a host with 64 PCI functions, and the plan that is made of it. Processes are this host's own. */
export const handOver: Bench = {
  name: 'hand-over',
  summary: 'a whole look at the GPU among 64 PCI functions, and planning a hand-over from it',
  run: async () => {
    const sysfs = sysfsOf64();
    const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
    try {
      const observer = new GpuObserver({
        hardware: createLinuxHardware({ clock: systemClock, sysfsRoot: sysfs.root }),
        home: new HomeFile(join(folder, 'home.json')),
        wedged: new WedgedMarker(join(folder, 'wedged.json')),
        repair: new RepairNote(join(folder, 'repair')),
        clock: systemClock,
        powerSetting: () => ({ backend: 'automatic' }),
        vmUid: null,
      });
      await observer.start();
      const { facts, functions } = await observer.look();
      const looks: number[] = [];
      for (let look = 0; look < LOOKS; look += 1) looks.push(await timed(() => observer.look()));
      const plans: number[] = [];
      for (let round = 0; round < PLANS; round += 1) plans.push(await timed(() => plan(facts, 'vfio')));
      const budget = (what: string, value: number) => ({ kind: 'budget' as const, what, value });
      return [
        judge({
          name: 'observe',
          value: median(looks),
          unit: 'ms',
          reference: budget('20 ms', 20),
          budget: 1,
          // Each of them is asked what it has open, so the figure grows with them.
          detail: `${functions.length} functions and ${processes()} processes, median of ${LOOKS}`,
        }),
        judge({
          name: 'plan',
          value: median(plans),
          unit: 'ms',
          reference: budget('5 ms', 5),
          budget: 1,
          detail: `median of ${PLANS}`,
        }),
      ];
    } finally {
      sysfs.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** How many run on this host. */
function processes(): number {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length;
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
