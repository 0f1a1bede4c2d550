// @ts-check
import { deepEqual, equal, match } from 'node:assert/strict';
import { STATE_DIR, startAgent } from '../../agent-in-laptop.mjs';
import * as card from '../../card.mjs';
import { cannotLend, ended } from '../../refusal.mjs';
import { until } from '../../until.mjs';

const FOREIGN = '0000:02:00.0';
const SABOTAGE = '/run/lab-sabotage';

/** What is done to the GPU behind our back, what QEMU then says, and what we make of it. */
const SABOTAGES = /** @type {const} */ ([
  ['not-on-vfio', 'vfio-not-bound', /vfio 0000:01:00\.0: failed to open \/dev\/vfio\/1: No such file or directory/],
  ['companion-on-host', 'group-not-viable', /group 1 is not viable/],
  ['taken', 'vfio-busy', /failed to open \/dev\/vfio\/1: Device or resource busy/],
  ['no-rights', 'permission', /failed to open \/dev\/vfio\/1: Permission denied/],
  ['little-lockable-memory', 'memlock', /VFIO_MAP_DMA failed: Cannot allocate memory/],
  ['companion-gone', 'no-such-host-device', /no such host device: No such file or directory/],
]);

/** QEMU's last words, a shared group, and a firmware whose switch does nothing. @type {import('../../part.mjs').Part} */
export const qemuWords = {
  name: "refusals: QEMU's words",
  seconds: 110,
  laptop: { power: 'stubborn', foreignInGroup: true },
  async run({ laptop, report }) {
    const { hands } = laptop;
    let agent = await startAgent(laptop, { env: { BATON_QEMU: '/lab/inside/sabotaged-qemu' } });

    await report.check('a stranger in the group is named: iommu.group-shared', async () => {
      const { group, foreign } = await cannotLend(agent, 'iommu.group-shared');
      deepEqual([group, foreign.map((/** @type {{ address: string }} */ { address }) => address)], [1, [FOREIGN]]);
    });
    await card.write(hands, card.attribute(FOREIGN, 'remove'), '1');
    await until('free group', async () => (await agent.gpu()).blockers.length === 0);
    const home = await card.belongings(hands);

    for (const [sabotage, hint, words] of SABOTAGES) {
      await report.check(`QEMU refuses a GPU that is ${sabotage}: ${hint}, and the host has it back`, async () => {
        await card.write(hands, SABOTAGE, sabotage);
        const operation = await agent.startMachine('demo').finally(() => hands.must(['rm', '-f', SABOTAGE]));
        const facts = ended(operation, 'undone', 'machine.start-failed');
        match(facts.words, words);
        equal(facts.hint, hint);
        if (sabotage === 'companion-gone') await card.write(hands, '/sys/bus/pci/rescan', '1');
        await until('GPU at home', async () => (await agent.gpu()).state.kind === 'host-idle', 20_000);
        deepEqual(await card.belongings(hands), home);
      });
    }

    await report.check('QEMU refuses a disk that another QEMU writes to: image-locked', async () => {
      const disk = `file=${STATE_DIR}/storage/images/demo.img,format=raw`;
      const machine = ['-nodefaults', '-display', 'none', '-accel', 'tcg', '-m', '16', '-S', '-drive', disk];
      await hands.must(['qemu-system-x86_64', ...machine, '-daemonize', '-pidfile', '/run/other.pid']);
      const operation = await agent.startMachine('demo', { gpu: 'without' }).finally(async () => {
        await hands.kill(Number((await hands.read('/run/other.pid'))[0]), 'SIGKILL');
      });
      const facts = ended(operation, 'failed', 'machine.start-failed');
      match(facts.words, /Failed to get "write" lock/);
      equal(facts.hint, 'image-locked');
    });

    await report.check(
      'a switch that does nothing is not believed: gpu.power-refused, and the host has the GPU',
      async () => {
        await agent.stop();
        await hands.must(['modprobe', 'bbswitch']);
        agent = await startAgent(laptop);
        const operation = await agent.move('off');
        const facts = ended(operation, 'undone', 'gpu.power-refused');
        equal(facts.wanted, 'off');
        deepEqual(await card.belongings(hands), home);
      },
    );

    await report.check("bbswitch's own refusal is in the kernel log, and its file still says ON", async () => {
      await card.write(hands, '/proc/acpi/bbswitch', 'OFF');
      equal(await card.bbswitch(hands), 'ON');
      const log = (await card.kernelLog(hands)).filter((line) => line.includes('refusing')).join('\n');
      match(log, /bbswitch: device 0000:01:00\.0 is in use by driver 'bochs-drm', refusing OFF/);
    });
  },
};
