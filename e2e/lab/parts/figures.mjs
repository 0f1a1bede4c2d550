// @ts-check
import { deepEqual, equal, ok } from 'node:assert/strict';
import { startAgent } from '../agent-in-laptop.mjs';
import * as card from '../card.mjs';

const ROUNDS = 5;
const BUDGET_RATIO = 1.3;

/** How long the agent needs for host -> vfio-pci -> host, against a shell script that writes the same. @type {import('../part.mjs').Part} */
export const figures = {
  name: 'figures',
  laptop: { power: 'bbswitch' },
  async run({ laptop, report }) {
    const { hands } = laptop;
    await hands.must(['modprobe', 'vfio-pci']);
    const agent = await startAgent(laptop);
    const home = await card.belongings(hands);
    const way = await agent.api.query('gpu.dryRun', { to: 'machine', machineId: 'demo' });
    await hands.must(['sh', '-c', 'cat >/tmp/cycle.sh'], { input: cycleScript(way) });

    /** @type {number[]} */
    const script = [];
    /** @type {{ wholeMs: number, stepsMs: Record<string, number> }[]} */
    const agents = [];
    await report.check('the script and the agent both bring the GPU there and back', async () => {
      // Turn by turn, so that a busy build machine slows both. The first of each is for the caches.
      for (let round = 0; round <= ROUNDS; round += 1) {
        const scriptMs = Number(await hands.must(['sh', '/tmp/cycle.sh']));
        deepEqual(await card.belongings(hands), home);
        const agentMs = await agentCycle(agent);
        deepEqual(await card.belongings(hands), home);
        if (round > 0) {
          script.push(scriptMs);
          agents.push(agentMs);
        }
      }
    });
    const [floorMs, agentMs] = [median(script), median(agents.map(({ wholeMs }) => wholeMs))];
    const ratio = agentMs / floorMs;
    report.note(
      `script ${floorMs} ms (${script.join(', ')}), agent ${agentMs} ms (${agents.map((each) => each.wholeMs).join(', ')})`,
    );
    report.note(`the agent's steps at the median: ${stepMedians(agents)}`);
    await report.check(
      `the agent's way there and back takes at most ${BUDGET_RATIO} times the script's: ${ratio.toFixed(2)}`,
      async () => {
        ok(ratio <= BUDGET_RATIO, `${agentMs} ms against ${floorMs} ms`);
      },
    );
  },
};

/**
 * The same writes as a person would script them, with the same read-backs of the driver, and its own time in milliseconds.
 * @param {{ steps: readonly { writes: readonly { path: string, value: string }[], commands: readonly (readonly string[])[] }[] }} way
 */
function cycleScript(way) {
  const there = way.steps.flatMap(({ writes }) => writes.map(({ path, value }) => `echo ${value} >${path}`));
  const back = [...card.FUNCTIONS]
    .reverse()
    .flatMap((address) => [
      `echo >${card.attribute(address, 'driver_override')}`,
      `echo ${address} >${card.attribute(address, 'driver/unbind')}`,
    ]);
  const home = card.FUNCTIONS.map((address) => `echo ${address} >/sys/bus/pci/drivers_probe`);
  const readBack = (/** @type {Record<string, string>} */ drivers) =>
    Object.entries(drivers).map(
      ([address, driver]) =>
        `case $(readlink ${card.attribute(address, 'driver')}) in */${driver}) ;; *) exit 1 ;; esac`,
    );
  const restore = [card.PORT, ...card.FUNCTIONS].map(
    (address) => `[ "$was_${nameOf(address)}" = auto ] && echo auto >${card.attribute(address, 'power/control')}`,
  );
  return [
    ...[card.PORT, ...card.FUNCTIONS].map(
      (address) => `was_${nameOf(address)}=$(cat ${card.attribute(address, 'power/control')})`,
    ),
    'began=$(date +%s%N)',
    ...there,
    ...readBack(card.VFIO_DRIVERS),
    ...back,
    ...home,
    ...readBack(card.HOST_DRIVERS),
    ...restore,
    'echo $((($(date +%s%N) - began) / 1000000))',
    '',
  ].join('\n');
}

/** @param {string} address */
const nameOf = (address) => address.replace(/\W/g, '_');

/**
 * Both ways as the agent's own timeline has them; QEMU's start and end between them are not counted.
 * @param {import('../agent-in-laptop.mjs').Agent} agent
 */
async function agentCycle(agent) {
  const start = await agent.startMachine('demo');
  equal(start.state, 'succeeded', JSON.stringify(start.problem));
  const end = await agent.endMachine('demo');
  equal(end.state, 'succeeded', JSON.stringify(end.problem));
  const counted = [...start.steps, ...end.steps].filter(({ kind }) =>
    ['detach', 'bind', 'release', 'attach'].includes(kind),
  );
  /** @type {Record<string, number>} */
  const stepsMs = {};
  for (const { kind, startedAt = 0, endedAt = 0 } of counted) stepsMs[kind] = endedAt - startedAt;
  return { wholeMs: Object.values(stepsMs).reduce((sum, each) => sum + each, 0), stepsMs };
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** @param {readonly { stepsMs: Record<string, number> }[]} rounds */
function stepMedians(rounds) {
  const kinds = Object.keys(rounds[0]?.stepsMs ?? {});
  return kinds.map((kind) => `${kind} ${median(rounds.map(({ stepsMs }) => stepsMs[kind] ?? 0))} ms`).join(', ');
}
