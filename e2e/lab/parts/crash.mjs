// @ts-check
import { deepEqual, equal, ok } from 'node:assert/strict';
import { STATE_DIR, startAgent } from '../agent-in-laptop.mjs';
import * as card from '../card.mjs';
import { until } from '../until.mjs';

const JOURNAL = `${STATE_DIR}/handover/host/handover.journal`;
const NAMED = ['host-idle', 'vfio-idle', 'powered-off', 'driverless'];

/**
 * @typedef {'lend' | 'return' | 'off' | 'on'} Way
 * @typedef {{ way: Way, record: RegExp, words: string }} Point
 */

/** Moments of a hand-over in which the agent dies: right after this record of its journal is on the disk. @type {readonly Point[]} */
const POINTS = [
  { way: 'lend', record: /"kind":"begin"/, words: 'the beginning' },
  { way: 'lend', record: step('intent', 'set-override', card.AUDIO), words: 'the intent to reserve the sound' },
  { way: 'lend', record: step('intent', 'unbind', card.GPU), words: 'the intent to take the GPU from its driver' },
  { way: 'lend', record: step('done', 'unbind', card.GPU), words: 'that the GPU has no driver' },
  { way: 'lend', record: step('intent', 'probe', card.GPU), words: 'the intent to bind it to vfio-pci' },
  { way: 'return', record: step('intent', 'unbind', card.AUDIO), words: 'the intent to release the sound' },
  { way: 'return', record: step('done', 'unbind', card.GPU), words: 'that the GPU is released' },
  { way: 'off', record: /"kind":"intent".*"do":"switch-power"/, words: 'the intent to switch off' },
  { way: 'on', record: /"kind":"intent".*"do":"switch-power"/, words: 'the intent to switch on' },
  { way: 'on', record: step('done', 'remove', card.AUDIO), words: 'that the sound was taken off the bus for repair' },
];

/** @param {'intent' | 'done'} kind @param {string} deed @param {string} address */
function step(kind, deed, address) {
  return new RegExp(`"kind":"${kind}".*"do":"${deed}","address":"${address.replaceAll('.', '\\.')}"`);
}

/** @type {import('../part.mjs').Part} */
export const crash = {
  name: 'crash',
  seconds: 350,
  laptop: { power: 'bbswitch' },
  async run({ laptop, report }) {
    const { hands } = laptop;
    await hands.must(['modprobe', 'bbswitch']);
    let agent = await startAgent(laptop);
    const home = await card.belongings(hands);

    for (const { way, record, words } of POINTS) {
      await report.check(
        `killed on the way (${way}) right after it wrote down ${words}: a named state, a usable GPU`,
        async () => {
          await prepare(agent, way);
          const trap = await hands.start(
            ['node', '/lab/inside/kill-at.mjs', JOURNAL, record.source, String(agent.pid)],
            {
              log: '/tmp/kill-at.log',
            },
          );
          await until('trap', async () => /armed/.test((await hands.read('/tmp/kill-at.log'))[0] ?? ''));
          await begin(agent, way).catch(() => {});
          await until(
            'death of the agent',
            async () => (await hands.read(`/proc/${agent.pid}/status`))[0]?.includes('zombie') !== false,
            90_000,
          ).finally(() => hands.kill(trap.pid, 'SIGKILL').catch(() => {}));
          await hands.must(['rm', '-f', '/tmp/kill-at.log']);
          agent.api.close();

          agent = await startAgent(laptop);
          const found = await settled(agent);
          ok(NAMED.includes(found), `found it ${found}`);
          const back = await agent.move('host');
          equal(back.state, 'succeeded', JSON.stringify(back.problem));
          deepEqual(await card.belongings(hands), home);
          ok(await card.soundWorks(hands), 'no codec behind the sound function');
          report.note(`${way}, ${words}: found ${found}`);
        },
      );
    }

    await report.check('after all those deaths a machine gets the GPU and gives it back', async () => {
      equal((await agent.startMachine('demo')).state, 'succeeded');
      equal((await agent.endMachine('demo')).state, 'succeeded');
      deepEqual(await card.belongings(hands), home);
    });
  },
};

/** Where the way begins. @param {import('../agent-in-laptop.mjs').Agent} agent @param {Way} way */
async function prepare(agent, way) {
  if (way === 'return') equal((await agent.startMachine('demo')).state, 'succeeded');
  if (way === 'on') equal((await agent.move('off')).state, 'succeeded');
}

/** @param {import('../agent-in-laptop.mjs').Agent} agent @param {Way} way @returns {Promise<unknown>} */
function begin(agent, way) {
  switch (way) {
    case 'lend':
      return agent.api.mutate('machine.start', { id: 'demo', gpu: 'as-profile' });
    case 'return':
      return agent.api.mutate('machine.forceOff', { id: 'demo' });
    case 'off':
      return agent.api.mutate('gpu.move', { to: 'off' });
    case 'on':
      return agent.api.mutate('gpu.move', { to: 'host' });
  }
}

/** The state when nothing moves any more. @param {import('../agent-in-laptop.mjs').Agent} agent */
async function settled(agent) {
  const busy = ['transition', 'in-guest'];
  return until('end of the recovery', async () => {
    const { state } = await agent.gpu();
    return busy.includes(state.kind) ? null : state.kind;
  });
}
