// @ts-check
import { deepEqual, equal, ok } from 'node:assert/strict';
import { startAgent } from '../agent-in-laptop.mjs';
import * as card from '../card.mjs';
import { refused } from '../refusal.mjs';
import { until } from '../until.mjs';

/** What a person can do when the GPU is not where it should be. @type {import('../part.mjs').Part} */
export const recover = {
  name: 'recover',
  seconds: 90,
  laptop: { power: 'bbswitch', kernelOptions: ['drm_kms_helper.fbdev_emulation=0'] },
  async run({ laptop, report }) {
    const { hands } = laptop;
    const agent = await startAgent(laptop);
    const { api } = agent;
    const home = await card.belongings(hands);
    const athome = async () => {
      equal((await agent.move('host')).state, 'succeeded');
      deepEqual(await card.belongings(hands), home);
    };
    const recovered = async (/** @type {'reset' | 'rescan'} */ how) => {
      const { operationId } = await api.mutate('gpu.recover', { how });
      return agent.operation(operationId);
    };

    await report.check('a GPU that the host drives is not recovered: gpu.recover-refused', async () => {
      equal((await refused(api.mutate('gpu.recover', { how: 'reset' }), 'gpu.recover-refused')).because, 'host-has-it');
    });

    await report.check('a process is asked to close, ends, and the GPU is free; nobody else is asked', async () => {
      const [name = ''] = (await hands.must(['ls', card.attribute(card.GPU, 'drm')])).split('\n');
      const holder = await hands.start(['sh', '-c', `exec 3<>/dev/dri/${name}; exec sleep 600`], { log: '/tmp/h.log' });
      const process = await until('holder', async () =>
        (await agent.gpu()).processes.find(({ pid }) => pid === holder.pid),
      );
      await refused(api.mutate('gpu.askToClose', { pid: agent.pid, startTicks: 1 }), 'gpu.not-a-holder');
      await api.mutate('gpu.askToClose', { pid: process.pid, startTicks: process.startTicks });
      await until('free GPU', async () => (await agent.gpu()).state.kind === 'host-idle', 10_000);
      deepEqual((await agent.gpu()).blockers, []);
    });

    const { id } = await api.mutate('profile.create', aside());
    const setAside = async () => {
      equal((await agent.startMachine(id)).state, 'succeeded');
      equal((await agent.endMachine(id)).state, 'succeeded');
    };
    await report.check('a reset by the bus is not offered while the sound would be reset too: no-reset', async () => {
      await setAside();
      deepEqual(await hands.read(card.attribute(card.GPU, 'reset_method')), ['bus']);
      equal((await refused(api.mutate('gpu.recover', { how: 'reset' }), 'gpu.recover-refused')).because, 'no-reset');
    });

    await report.check(
      'a GPU that is alone on its bus is reset in its slot, and works in the next machine',
      async () => {
        // As some distributions' udev rules do.
        await card.write(hands, card.attribute(card.AUDIO, 'remove'), '1');
        await until('lone GPU', async () => (await agent.gpu()).functions.length === 1);
        const reset = await recovered('reset');
        equal(reset.state, 'succeeded', JSON.stringify(reset.problem));
        await setAside();
      },
    );

    await report.check('it is taken off the bus and found again, and goes home from there', async () => {
      const rescan = await recovered('rescan');
      equal(rescan.state, 'succeeded', JSON.stringify(rescan.problem));
      await athome();
      ok(await card.soundWorks(hands), 'no codec behind the sound function');
    });

    await report.check('without an answer the GPU comes back, and the machine is stopped: gpu.not-kept', async () => {
      const { operationId } = await api.mutate('machine.start', { id: 'demo', gpu: 'as-profile', askToKeep: true });
      const start = await agent.operation(operationId);
      equal(start.problem?.code, 'gpu.not-kept', JSON.stringify(start.problem));
      await until('GPU at home', async () => (await agent.gpu()).state.kind === 'host-idle');
      deepEqual(await card.belongings(hands), home);
    });

    await hands.must(['modprobe', 'bbswitch']);
    await report.check(
      'bbswitch would lose a GPU that leaves the bus, so it stays there: gpu.recover-refused',
      async () => {
        equal((await agent.startMachine(id)).state, 'succeeded');
        equal((await agent.endMachine(id)).state, 'succeeded');
        equal((await refused(api.mutate('gpu.recover', { how: 'rescan' }), 'gpu.recover-refused')).because, 'bbswitch');
        await athome();
      },
    );

    await report.check('the switch that a person chose is used, and none means none', async () => {
      await api.mutate('gpu.setPower', { backend: 'none' });
      await refused(api.mutate('gpu.move', { to: 'off' }), 'gpu.no-power-switch');
      await api.mutate('gpu.setPower', { backend: 'bbswitch' });
      equal((await agent.gpu()).power.because, 'chosen');
      equal((await agent.move('off')).state, 'succeeded');
      equal(await card.bbswitch(hands), 'OFF');
      await athome();
      equal(await card.bbswitch(hands), 'ON');
    });
  },
};

/** A profile after which the GPU stays on vfio-pci. */
function aside() {
  return { name: 'aside', memory: { sizeMiB: 64 }, gpu: { wanted: true, afterExit: 'leave' } };
}
