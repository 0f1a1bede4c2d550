// @ts-check
import { deepEqual, equal, notDeepEqual, notEqual, ok } from 'node:assert/strict';
import { startAgent } from '../agent-in-laptop.mjs';
import * as card from '../card.mjs';
import { openDashboard } from '../dashboard.mjs';
import { openedFiles } from '../opened-files.mjs';
import { refused } from '../refusal.mjs';
import { until } from '../until.mjs';

const DASHBOARD_MS = 60_000;
/** Under strace everything is slow. */
const WATCHED_MS = 10_000;
const FALL_ASLEEP_MS = 15_000;
const ALL = [card.PORT, ...card.FUNCTIONS];

/** @type {import('../part.mjs').Part} */
export const rtd3 = {
  name: 'rtd3',
  seconds: 200,
  laptop: { power: 'rtd3' },
  async run({ laptop, report, quick }) {
    const { hands } = laptop;
    for (const address of ALL) await card.write(hands, card.attribute(address, 'power/control'), 'auto');
    const agent = await startAgent(laptop);
    const home = await card.belongings(hands);

    await report.check('the agent finds the GPU at home, its power left to the kernel', async () => {
      const view = await agent.gpu();
      deepEqual(view.state, { kind: 'host-idle', driver: 'bochs-drm' });
      deepEqual([view.power.backend, view.canPowerOff], ['runtime-pm', false]);
    });

    await report.check(
      'a machine borrows the GPU, which is awake while it runs, and gives it back as it was',
      async () => {
        const start = await agent.startMachine('demo');
        equal(start.state, 'succeeded', JSON.stringify(start.problem));
        deepEqual(await powerStates(hands), ['D0', 'D0', 'D0']);
        const end = await agent.endMachine('demo');
        equal(end.state, 'succeeded', JSON.stringify(end.problem));
        deepEqual(await card.belongings(hands), home);
      },
    );

    for (const address of card.FUNCTIONS) {
      await card.write(hands, card.attribute(address, 'driver/unbind'), address);
      await card.write(hands, card.attribute(address, 'power/control'), 'auto');
    }
    await report.check(
      'without a driver the kernel takes the GPU and its port into D3cold, and the agent sees that',
      async () => {
        await asleep(hands);
        equal(await card.idRegister(hands, card.GPU), 'ffffffff');
        await asleep(hands);
        equal((await agent.gpu()).state.kind, 'driverless-suspended');
      },
    );

    await report.check('a read of its registers wakes it, which runtime_active_time shows', async () => {
      const before = await activeTimes(hands);
      await hands.must(['dd', `if=${card.attribute(card.GPU, 'config')}`, 'of=/dev/null', 'count=1', 'status=none']);
      await asleep(hands);
      notDeepEqual(await activeTimes(hands), before);
    });

    const dashboardMs = quick ? WATCHED_MS : DASHBOARD_MS;
    await report.check(`${dashboardMs / 1000} s of an open dashboard leave runtime_active_time unchanged`, async () => {
      const before = await activeTimes(hands);
      const seen = await openDashboard(agent, dashboardMs);
      deepEqual(await activeTimes(hands), before);
      deepEqual(await runtimeStates(hands), ['suspended', 'suspended', 'suspended']);
      deepEqual(await powerStates(hands), ['D3cold', 'D3cold', 'D3cold']);
      report.note(`the dashboard looked ${seen.looks} times and heard ${seen.ticks} ticks of telemetry`);
      ok(seen.looks > 2 && seen.ticks > 2);
    });

    await report.check('a look opens no file that wakes the card, and writes to none', async () => {
      const { all, waking, written } = await openedFiles(hands, agent.pid, () => openDashboard(agent, WATCHED_MS));
      ok(all.includes(card.attribute(card.GPU, 'power_state')), 'strace saw no look at the GPU');
      deepEqual(waking, []);
      deepEqual(written, []);
      report.note(`looking opened ${all.length} different files`);
    });

    await report.check('a machine starts with a GPU that was in D3cold', async () => {
      const start = await agent.startMachine('demo');
      equal(start.state, 'succeeded', JSON.stringify(start.problem));
      deepEqual(await powerStates(hands), ['D0', 'D0', 'D0']);
      deepEqual(await card.drivers(hands), card.VFIO_DRIVERS);
      const end = await agent.endMachine('demo');
      equal(end.state, 'succeeded', JSON.stringify(end.problem));
    });

    await report.check(
      'left aside after a machine it sleeps on vfio-pci, and comes back to the host from there',
      async () => {
        equal((await agent.move('host')).state, 'succeeded');
        const profile = await agent.api.mutate('profile.create', aside());
        equal((await agent.startMachine(profile.id)).state, 'succeeded');
        const end = await agent.endMachine(profile.id);
        equal(end.state, 'succeeded', JSON.stringify(end.problem));
        deepEqual(await card.drivers(hands), card.VFIO_DRIVERS);
        const { state, asleep: sleeps } = await agent.gpu();
        report.note(
          `left aside: ${JSON.stringify(state)}, asleep: ${sleeps}, ${JSON.stringify(await powerStates(hands))}`,
        );
        equal(state.kind, 'vfio-idle');
        const back = await agent.move('host');
        equal(back.state, 'succeeded', JSON.stringify(back.problem));
        deepEqual(await card.drivers(hands), card.HOST_DRIVERS);
        notEqual(await card.idRegister(hands, card.GPU), 'ffffffff');
        deepEqual(await card.belongings(hands), home);
      },
    );

    await report.check('without a switch of its own the GPU cannot be switched off: gpu.no-power-switch', async () => {
      await refused(agent.api.mutate('gpu.move', { to: 'off' }), 'gpu.no-power-switch');
    });

    await hands.must(['modprobe', 'bbswitch']);
    await report.check(
      'with bbswitch loaded beside it, the kernel keeps the power, and the clash is told',
      async () => {
        await agent.api.mutate('gpu.setPower', { backend: 'automatic' });
        const { power } = await agent.gpu();
        deepEqual([power.backend, power.warning], ['runtime-pm', 'bbswitch-beside-runtime-pm']);
      },
    );

    await report.check('bbswitch works here too when a person wants it: the port is kept awake around it', async () => {
      await agent.api.mutate('gpu.setPower', { backend: 'bbswitch' });
      const off = await agent.move('off');
      equal(off.state, 'succeeded', JSON.stringify(off.problem));
      equal(await card.idRegister(hands, card.GPU), 'ffffffff');
      equal((await agent.gpu()).state.kind, 'powered-off');
      const on = await agent.move('host');
      equal(on.state, 'succeeded', JSON.stringify(on.problem));
      notEqual(await card.idRegister(hands, card.GPU), 'ffffffff');
      deepEqual(await card.belongings(hands), home);
      ok(await card.soundWorks(hands), 'no codec behind the sound function');
    });
  },
};

/** @param {card.Hands} hands */
const powerStates = (hands) => hands.read(...ALL.map((address) => card.attribute(address, 'power_state')));

/** @param {card.Hands} hands */
const runtimeStates = (hands) => hands.read(...ALL.map((address) => card.attribute(address, 'power/runtime_status')));

/** @param {card.Hands} hands */
const activeTimes = (hands) =>
  hands.read(...ALL.map((address) => card.attribute(address, 'power/runtime_active_time')));

/** @param {card.Hands} hands */
async function asleep(hands) {
  await until('D3cold', async () => (await powerStates(hands)).every((state) => state === 'D3cold'), FALL_ASLEEP_MS);
}

/** A profile after which the GPU stays on vfio-pci. */
function aside() {
  return {
    name: 'aside',
    memory: { sizeMiB: 64 },
    gpu: { wanted: true, afterExit: 'leave' },
  };
}
