// @ts-check
import { deepEqual, equal, match } from 'node:assert/strict';
import { isAlive, startAgent } from '../agent-in-laptop.mjs';
import * as card from '../card.mjs';
import { until } from '../until.mjs';

/** @typedef {import('../part.mjs').Part} Part */
/** @typedef {import('../hands.mjs').Hands} Hands */

const SCRIPT = '/root/start.sh';
const LOG = '/var/log/script.log';

/** @type {Part} */
export const script = {
  name: 'script',
  seconds: 75,
  laptop: { power: 'bbswitch' },
  async run({ laptop, report }) {
    const { hands } = laptop;
    await hands.must(['modprobe', 'bbswitch']);
    const agent = await startAgent(laptop);
    const home = await card.belongings(hands);
    /** @type {string[]} */
    const scripts = [];
    const exported = await report.check('a profile with the GPU leaves as a script', async () => {
      for (const afterExit of ['host', 'off']) {
        const draft = { name: `exported-${afterExit}`, memory: { sizeMiB: 64 }, gpu: { wanted: true, afterExit } };
        const { id } = await agent.api.mutate('profile.create', draft);
        scripts.push(await agent.api.query('profile.exportAs', { id, as: 'sh' }));
      }
    });
    await agent.stop();
    if (!exported) return;
    const [toHost = '', toOff = ''] = scripts;

    await report.check('without Baton it takes the GPU to vfio-pci and starts QEMU with both functions', async () => {
      const pid = await start(hands, toHost);
      await until('GPU in QEMU', async () => seesGpu(hands, 'exported-host', laptop, pid));
      deepEqual(await card.drivers(hands), card.VFIO_DRIVERS);
      await end(hands, laptop, pid);
    });

    await report.check('and gives it back as it was when it is told to end', async () => {
      deepEqual(await card.belongings(hands), home);
    });

    await report.check('a GPU in use is refused, and stays where it is', async () => {
      const holder = await hands.start(['sh', '-c', 'exec 8</dev/dri/by-path/pci-0000:01:00.0-card; exec sleep 600'], {
        log: '/dev/null',
      });
      const pid = await start(hands, toHost);
      await until('end of the script', async () => !(await isAlive(laptop, pid)));
      await hands.kill(holder.pid, 'SIGKILL');
      match(await hands.must(['cat', LOG]), /These processes use the GPU:\s+\d+ sleep/);
      deepEqual(await card.belongings(hands), home);
      // Whoever closes it last leaves the host's console on it, and then it counts as a screen until it is bound anew.
      await card.write(hands, card.attribute(card.GPU, 'driver/unbind'), card.GPU);
      await card.write(hands, '/sys/bus/pci/drivers_probe', card.GPU);
    });

    await report.check(
      'one that wants it off afterwards switches it off, and the next start switches it on',
      async () => {
        for (const _ of ['from ON', 'from OFF']) {
          const pid = await start(hands, toOff);
          await until('GPU in QEMU', async () => seesGpu(hands, 'exported-off', laptop, pid));
          equal(await card.bbswitch(hands), 'ON');
          await end(hands, laptop, pid);
          equal(await card.bbswitch(hands), 'OFF');
        }
      },
    );
  },
};

/** @param {Hands} hands @param {string} text */
async function start(hands, text) {
  await hands.must(['sh', '-c', `cat >${SCRIPT}`], { input: text });
  await hands.must(['rm', '-f', LOG]);
  const { pid } = await hands.start(['bash', SCRIPT], { log: LOG });
  return pid;
}

/** @param {Hands} hands @param {import('../laptop.mjs').Laptop} laptop @param {number} pid */
async function end(hands, laptop, pid) {
  await hands.kill(pid, 'SIGTERM');
  await until('end of the script', async () => !(await isAlive(laptop, pid)));
}

/** @param {Hands} hands @param {string} name @param {import('../laptop.mjs').Laptop} laptop @param {number} pid */
async function seesGpu(hands, name, laptop, pid) {
  if (!(await isAlive(laptop, pid))) throw new Error(`the script ended:\n${await hands.must(['cat', LOG])}`);
  const socket = `/run/baton-export/${name}/qmp.sock`;
  const { code, stdout } = await hands.run([
    'node',
    '/lab/inside/qmp.mjs',
    socket,
    'qom-list',
    '{"path":"/machine/peripheral"}',
  ]);
  return code === 0 && /"gpu0"/.test(stdout) && /"gpu1"/.test(stdout);
}
