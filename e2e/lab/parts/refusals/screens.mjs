// @ts-check
import { deepEqual, equal, match } from 'node:assert/strict';
import { startAgent } from '../../agent-in-laptop.mjs';
import * as card from '../../card.mjs';
import { cannotLend } from '../../refusal.mjs';

/** What the firmware or a screen forbids. @type {import('../../part.mjs').Part} */
export const noIommu = {
  name: 'refusals: no IOMMU',
  seconds: 40,
  laptop: { power: 'bbswitch', iommu: false },
  async run({ laptop, report }) {
    const { hands } = laptop;
    const agent = await startAgent(laptop);

    await report.check('without an IOMMU the GPU is not touched: iommu.off', async () => {
      const before = await card.belongings(hands);
      await cannotLend(agent, 'iommu.off');
      deepEqual(await card.belongings(hands), before);
    });

    await report.check('and the kernel would have refused it: probe failed with error -22', async () => {
      await hands.must(['modprobe', 'vfio-pci']);
      await card.write(hands, card.attribute(card.AUDIO, 'driver_override'), 'vfio-pci');
      await card.write(hands, card.attribute(card.AUDIO, 'driver/unbind'), card.AUDIO);
      await card.write(hands, '/sys/bus/pci/drivers_probe', card.AUDIO);
      equal((await card.drivers(hands))[card.AUDIO], '-');
      const log = (await card.kernelLog(hands)).filter((line) => line.includes('vfio-pci')).join('\n');
      match(log, /vfio-pci: probe of 0000:01:00\.1 failed with error -22/);
    });

    await report.check('a screen that the GPU lights keeps it here: gpu.drives-display', async () => {
      // Whoever closes the GPU's node last hands its screen to the kernel's framebuffer, and that lights it.
      const [name = ''] = (await hands.must(['ls', card.attribute(card.GPU, 'drm')])).split('\n');
      await hands.must(['sh', '-c', `exec 3<>/dev/dri/${name}`]);
      const lit = (await agent.gpu()).blockers.find(({ code }) => code === 'gpu.drives-display');
      deepEqual(lit?.facts, { address: card.GPU, because: 'connector', connector: 'Virtual-2' });
    });
  },
};

/** @type {import('../../part.mjs').Part} */
export const onlyGpu = {
  name: 'refusals: the only GPU',
  seconds: 30,
  laptop: { power: 'bbswitch', integrated: false },
  async run({ laptop, report }) {
    const agent = await startAgent(laptop);
    await report.check('the GPU that shows the boot messages is not taken: gpu.drives-display', async () => {
      const facts = await cannotLend(agent, 'gpu.drives-display');
      deepEqual(facts, { address: card.GPU, because: 'boot-vga' });
    });
  },
};
