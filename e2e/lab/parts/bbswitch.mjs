// @ts-check
import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { STATE_DIR, startAgent } from '../agent-in-laptop.mjs';
import * as card from '../card.mjs';
import { until } from '../until.mjs';

/** @typedef {import('../part.mjs').Part} Part */

/** @type {Part} */
export const bbswitch = {
  name: 'bbswitch',
  seconds: 75,
  laptop: { power: 'bbswitch' },
  async run({ laptop, report, quick }) {
    const { hands } = laptop;
    await hands.must(['modprobe', 'bbswitch']);
    const agent = await startAgent(laptop);
    const home = await card.belongings(hands);

    await report.check('the agent finds the GPU at home on its host driver, switched by bbswitch', async () => {
      const view = await agent.gpu();
      equal(view.address, card.GPU);
      deepEqual(view.state, { kind: 'host-idle', driver: 'bochs-drm' });
      deepEqual([view.power.backend, view.blockers], ['bbswitch', []]);
    });

    const started = await report.check(
      'a machine starts with the GPU: the kernel has both functions on vfio-pci',
      async () => {
        const operation = await agent.startMachine('demo');
        equal(operation.state, 'succeeded', JSON.stringify(operation.problem));
        deepEqual(await card.drivers(hands), card.VFIO_DRIVERS);
        const { state, holder } = await agent.gpu();
        deepEqual([state.kind, holder.kind], ['in-guest', 'machine']);
      },
    );
    if (started) await seenByQemu({ agent, hands, report });

    await report.check(
      'the machine ends and the host has the GPU again as it was: drivers, reservations, power',
      async () => {
        const operation = await agent.endMachine('demo');
        equal(operation.state, 'succeeded', JSON.stringify(operation.problem));
        deepEqual(await card.belongings(hands), home);
        equal((await agent.gpu()).state.kind, 'host-idle');
      },
    );

    await report.check('switched off, bbswitch says OFF and the card answers nothing', async () => {
      const operation = await agent.move('off');
      equal(operation.state, 'succeeded', JSON.stringify(operation.problem));
      equal(await card.bbswitch(hands), 'OFF');
      equal(await card.idRegister(hands, card.GPU), 'ffffffff');
      equal((await agent.gpu()).state.kind, 'powered-off');
    });

    await report.check(
      'switched on again, the host drives the GPU and its sound, whose registers were lost',
      async () => {
        const mark = (await card.kernelLog(hands)).length;
        const operation = await agent.move('host');
        equal(operation.state, 'succeeded', JSON.stringify(operation.problem));
        ok(operation.steps.some((step) => step.kind === 'repair' && step.state === 'done'));
        equal(await card.bbswitch(hands), 'ON');
        notEqual(await card.idRegister(hands, card.GPU), 'ffffffff');
        deepEqual(await card.drivers(hands), card.HOST_DRIVERS);
        const log = (await card.kernelLog(hands, mark)).join('\n');
        ok(!/no codecs found/.test(log), log);
        ok(await card.soundWorks(hands), 'no codec behind the sound function');
        deepEqual(await card.belongings(hands), home);
      },
    );
    if (quick) return;

    await report.check(
      'from OFF a machine gets a GPU that is switched on and repaired, and leaves it OFF',
      async () => {
        equal((await agent.move('off')).state, 'succeeded');
        const profile = await agent.api.mutate('profile.create', offAfterwards());
        const operation = await agent.startMachine(profile.id);
        equal(operation.state, 'succeeded', JSON.stringify(operation.problem));
        deepEqual(
          operation.steps.map((step) => step.kind).filter((kind) => ['power-on', 'repair', 'bind'].includes(kind)),
          ['power-on', 'repair', 'bind'],
        );
        deepEqual(await card.drivers(hands), card.VFIO_DRIVERS);
        const end = await agent.endMachine(profile.id);
        equal(end.state, 'succeeded', JSON.stringify(end.problem));
        equal(await card.bbswitch(hands), 'OFF');
      },
    );

    await report.check('and after all that the host gets it back as it was', async () => {
      equal((await agent.move('host')).state, 'succeeded');
      deepEqual(await card.belongings(hands), home);
      ok(await card.soundWorks(hands), 'no codec behind the sound function');
    });

    await report.check(
      'what Baton repairs is really broken: by hand, OFF and ON leave the sound without registers',
      async () => {
        const unbind = (/** @type {string} */ address) =>
          card.write(hands, card.attribute(address, 'driver/unbind'), address);
        for (const address of [card.AUDIO, card.GPU]) await unbind(address);
        for (const text of ['OFF', 'ON']) await card.write(hands, '/proc/acpi/bbswitch', text);
        for (const address of card.FUNCTIONS) await card.write(hands, '/sys/bus/pci/drivers_probe', address);
        equal(await card.soundWorks(hands), false, 'the sound works');
        await card.write(hands, card.attribute(card.AUDIO, 'remove'), '1');
        await card.write(hands, card.attribute(card.PORT, 'rescan'), '1');
        await until('sound', () => card.soundWorks(hands));
      },
    );
  },
};

/** @param {{ agent: import('../agent-in-laptop.mjs').Agent, hands: card.Hands, report: import('../report.mjs').Report }} parts */
async function seenByQemu({ agent, hands, report }) {
  const socket = `${STATE_DIR}/machines/demo/run/aux.sock`;
  const ask = async (/** @type {string[]} */ ...words) =>
    JSON.parse(await hands.must(['node', '/lab/inside/qmp.mjs', socket, ...words]));

  await report.check('QEMU was given the subsystem ids of the card, and shows them to the guest', async () => {
    const view = await agent.gpu();
    const [vendor, device] = [view.subsystemVendorId, view.subsystemDeviceId].map((id) => Number.parseInt(id, 16));
    const path = '/machine/peripheral/gpu0';
    const given = (/** @type {string} */ property) => ask('qom-get', JSON.stringify({ path, property }));
    equal(await given('x-pci-sub-vendor-id'), vendor);
    equal(await given('x-pci-sub-device-id'), device);
    // Behind a root port nothing shows before the guest's firmware has numbered the buses.
    const seen = await until('GPU in query-pci', async () => findDevice(await ask('query-pci'), 'gpu0'));
    deepEqual([seen.id['subsystem-vendor'], seen.id.subsystem], [vendor, device]);
    match(String(seen.class_info.desc), /VGA|Display/i);
  });
}

/** @param {any[]} buses @param {string} id @returns {any} */
function findDevice(buses, id) {
  for (const device of buses.flatMap((bus) => bus.devices)) {
    if (device.qdev_id === id) return device;
    const below = device.pci_bridge?.devices && findDevice([{ devices: device.pci_bridge.devices }], id);
    if (below) return below;
  }
  return null;
}

/** A profile with a new small disk, after which the GPU has no power. */
function offAfterwards() {
  return {
    name: 'frugal',
    memory: { sizeMiB: 64 },
    disks: [{ source: { kind: 'new', sizeGiB: 1 }, bus: 'sata' }],
    gpu: { wanted: true, afterExit: 'off' },
  };
}
