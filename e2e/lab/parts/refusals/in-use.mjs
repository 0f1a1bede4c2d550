// @ts-check
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { startAgent } from '../../agent-in-laptop.mjs';
import * as card from '../../card.mjs';
import { cannotLend, ended, refused } from '../../refusal.mjs';
import { until } from '../../until.mjs';

/** The agent waits 2 s for an attribute that needs the device's lock. */
const LATE_MS = 3_000;

/** Somebody uses the GPU, or did something to it behind our back. @type {import('../../part.mjs').Part} */
export const inUse = {
  name: 'refusals: a GPU in use',
  seconds: 110,
  // Without framebuffers: the last one to close a GPU's node would otherwise light its screen (see screens.mjs).
  laptop: { power: 'bbswitch', kernelOptions: ['drm_kms_helper.fbdev_emulation=0'] },
  async run({ laptop, report }) {
    const { hands } = laptop;
    const agent = await startAgent(laptop);
    const home = await card.belongings(hands);
    const athome = async () => {
      deepEqual(await card.belongings(hands), home);
      equal((await agent.gpu()).state.kind, 'host-idle');
    };
    /** @param {string} node @param {(pid: number) => Promise<void>} meanwhile */
    const holding = async (node, meanwhile) => {
      const { pid } = await hands.start(['sh', '-c', `exec 3<>${node}; exec sleep 600`], { log: '/tmp/holder.log' });
      try {
        await until(
          'open node',
          async () => (await hands.run(['readlink', `/proc/${pid}/fd/3`])).stdout.trim() === node,
        );
        await meanwhile(pid);
      } finally {
        await hands.kill(pid, 'SIGKILL');
      }
    };

    await report.check('a process that has the GPU open is named, and nothing is written: gpu.busy', async () => {
      const [name = ''] = (await hands.must(['ls', card.attribute(card.GPU, 'drm')])).split('\n');
      await holding(`/dev/dri/${name}`, async (pid) => {
        const { processes } = await cannotLend(agent, 'gpu.busy');
        deepEqual(
          processes.map((/** @type {{ pid: number }} */ process) => process.pid),
          [pid],
        );
        deepEqual(await card.belongings(hands), home);
      });
    });

    await report.check('a process that plays sound on the GPU is named too: gpu.busy', async () => {
      const pcm = (
        await hands.sh(`ls ${card.attribute(card.AUDIO, 'sound')}/card*/ | grep pcm | head -n 1`)
      ).stdout.trim();
      await holding(`/dev/snd/${pcm}`, async (pid) => {
        const { processes } = await cannotLend(agent, 'gpu.busy');
        deepEqual(
          processes.map((/** @type {{ pid: number }} */ process) => process.pid),
          [pid],
        );
      });
    });

    await report.check('an answer that is only late does not make the GPU stuck', async () => {
      await until('GPU at home', async () => (await agent.gpu()).state.kind === 'host-idle');
      const path = card.attribute(card.GPU, 'driver_override');
      const delay = ['-e', 'trace=openat', '-e', `inject=openat:delay_enter=${LATE_MS * 1000}`, '-P', path];
      const argv = ['strace', '-f', '-qq', ...delay, '-o', '/tmp/late.log', '-p', String(agent.pid)];
      const tracer = await hands.start(argv, { log: '/tmp/late.err' });
      try {
        await until('late answer', async () => {
          const { state } = await agent.gpu();
          equal(state.kind, 'host-idle');
          return /driver_override/.test((await hands.read('/tmp/late.log'))[0] ?? '');
        });
      } finally {
        await hands.kill(tracer.pid, 'SIGINT');
      }
      equal((await agent.gpu()).state.kind, 'host-idle');
    });

    await report.check('modprobe fails: everything is undone and the GPU is at home: handover.undone', async () => {
      const rule = '/etc/modprobe.d/broken.conf';
      await card.write(hands, rule, 'install vfio-pci /bin/false');
      const operation = await agent.startMachine('demo').finally(() => hands.must(['rm', rule]));
      const { cause } = ended(operation, 'undone', 'handover.undone');
      match(cause, /vfio-pci/);
      await athome();
    });

    await report.check('somebody takes the reservation away again: read back, and undone', async () => {
      const script = `while :; do echo >${card.attribute(card.AUDIO, 'driver_override')}; done`;
      const fighter = await hands.start(['sh', '-c', script], { log: '/tmp/fighter.log' });
      const operation = await agent.startMachine('demo').finally(() => hands.kill(fighter.pid, 'SIGKILL'));
      ended(operation, 'undone', 'handover.undone');
      await athome();
    });

    await report.check('a second machine that wants the GPU hears who has it: gpu.held', async () => {
      equal((await agent.startMachine('demo')).state, 'succeeded');
      const { id } = await agent.api.mutate('profile.duplicate', { id: 'demo', name: 'second' });
      const start = agent.startMachine(id).then((operation) => {
        throw Object.assign(new Error('it started'), { problem: operation.problem });
      });
      const problem = await start.catch((error) => error.problem);
      deepEqual([problem?.code, problem?.facts.holderName], ['gpu.held', 'demo']);
      await refused(agent.api.mutate('gpu.move', { to: 'host' }), 'gpu.in-guest');
    });

    await report.check(
      'the host lost its sound driver meanwhile: the return says so, and can be finished later',
      async () => {
        await hands.must(['modprobe', '-r', 'snd_hda_intel']);
        const { address } = ended(await agent.endMachine('demo'), 'failed', 'gpu.no-host-driver');
        equal(address, card.AUDIO);
        await hands.must(['modprobe', 'snd_hda_intel']);
        equal((await agent.move('host')).state, 'succeeded');
        await athome();
      },
    );

    await report.check(
      'half on vfio-pci is called so, and Return to host repairs it: gpu.partial, gpu.moving',
      async () => {
        await takeToVfio(hands, card.AUDIO);
        await cannotLend(agent, 'gpu.partial');
        const first = agent.move('host');
        await refused(agent.api.mutate('gpu.move', { to: 'host' }), 'gpu.moving');
        equal((await first).state, 'succeeded');
        await athome();
      },
    );

    await report.check('a GPU that is off the bus is missed by name: gpu.missing', async () => {
      await card.write(hands, card.attribute(card.GPU, 'remove'), '1');
      const missed = cannotLend(agent, 'gpu.missing').finally(() => card.write(hands, '/sys/bus/pci/rescan', '1'));
      deepEqual(await missed, { address: card.GPU });
      await until('GPU at home', async () => (await agent.gpu()).state.kind === 'host-idle');
    });

    await stuck({ agent, laptop, report });
  },
};

/** As the last thing: only a restart of the host ends it. @param {{ agent: import('../../agent-in-laptop.mjs').Agent, laptop: import('../../laptop.mjs').Laptop, report: import('../../report.mjs').Report }} parts */
async function stuck({ agent, laptop, report }) {
  const { hands } = laptop;
  for (const address of [card.AUDIO, card.GPU]) await takeToVfio(hands, address);
  const machine = ['-nodefaults', '-display', 'none', '-accel', 'tcg', '-machine', 'q35', '-m', '16', '-S'];
  const port = ['-device', 'pcie-root-port,id=rp,chassis=1', '-device', `vfio-pci,host=${card.GPU},bus=rp`];
  await hands.must(['qemu-system-x86_64', ...machine, '-daemonize', '-pidfile', '/run/other.pid', ...port]);
  const other = Number((await hands.read('/run/other.pid'))[0]);

  await report.check('a QEMU that is not ours is respected: gpu.in-guest with its pid', async () => {
    deepEqual((await agent.gpu()).state, { kind: 'in-guest', pid: other });
    await refused(agent.api.mutate('gpu.move', { to: 'host' }), 'gpu.in-guest');
  });

  await report.check(
    'a writer that the kernel keeps for ever makes the GPU stuck, and nothing is written any more',
    async () => {
      // What nobody should do: unbind under a running QEMU. The kernel asks it to let go, and waits.
      await hands.start(['sh', '-c', `echo ${card.GPU} >/sys/bus/pci/drivers/vfio-pci/unbind`], {
        log: '/tmp/unbind.log',
      });
      await until('request of the kernel', async () =>
        /Relaying device request to user/.test((await card.kernelLog(hands)).join('\n')),
      );
      await until('stuck GPU', async () => (await agent.gpu()).state.kind === 'wedged');
      await refused(agent.api.mutate('gpu.move', { to: 'host' }), 'gpu.wedged');
    },
  );

  await report.check('an agent that was killed and started again still knows', async () => {
    await agent.stop('SIGKILL');
    const next = await startAgent(laptop);
    equal((await next.gpu()).state.kind, 'wedged');
    // The kernel goes on when QEMU has gone; Baton stays careful until the host restarts.
    await hands.kill(other, 'SIGKILL');
    await until('end of the unbind', async () => (await card.drivers(hands))[card.GPU] === '-');
    equal((await next.gpu()).state.kind, 'wedged');
    ok((await next.gpu()).blockers.some(({ code }) => code === 'gpu.wedged'));
  });
}

/** As a person would by hand. @param {card.Hands} hands @param {string} address */
async function takeToVfio(hands, address) {
  await hands.must(['modprobe', 'vfio-pci']);
  await card.write(hands, card.attribute(address, 'driver_override'), 'vfio-pci');
  if ((await card.drivers(hands))[address] !== '-')
    await card.write(hands, card.attribute(address, 'driver/unbind'), address);
  await card.write(hands, '/sys/bus/pci/drivers_probe', address);
}
