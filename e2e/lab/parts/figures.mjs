// @ts-check
import { deepEqual, equal } from 'node:assert/strict';
import { startAgent } from '../agent-in-laptop.mjs';
import * as card from '../card.mjs';

const ROUNDS = 5;
const BUDGET_RATIO = 1.3;

/**
 * How long the agent needs for host -> vfio-pci -> host, against shell scripts that write the same: one that writes with echo,
 * and one that leaves each write to a child with a deadline, as the agent must (docs/adr/004). A figure is no test: like a
 * benchmark's it says when its budget is missed, and fails nothing.
 * @type {import('../part.mjs').Part}
 */
export const figures = {
  name: 'figures',
  seconds: 160,
  laptop: { power: 'bbswitch' },
  async run({ laptop, report }) {
    const { hands } = laptop;
    await hands.must(['modprobe', 'vfio-pci']);
    const agent = await startAgent(laptop);
    const home = await card.belongings(hands);
    const way = await agent.api.query('gpu.dryRun', { to: 'machine', machineId: 'demo' });
    const bare = (/** @type {string} */ value, /** @type {string} */ path) => `echo ${value} >${path}`;
    const careful = (/** @type {string} */ value, /** @type {string} */ path) =>
      `echo ${value} | timeout 20 dd of=${path} conv=nocreat,notrunc status=none`;
    await hands.must(['sh', '-c', 'cat >/tmp/bare.sh'], { input: cycleScript(way, bare) });
    await hands.must(['sh', '-c', 'cat >/tmp/careful.sh'], { input: cycleScript(way, careful) });

    /** @type {Record<'bare' | 'careful', number[]>} */
    const scripts = { bare: [], careful: [] };
    /** @type {{ wholeMs: number, stepsMs: Record<string, number> }[]} */
    const agents = [];
    await report.check('the scripts and the agent all bring the GPU there and back', async () => {
      // Turn by turn, so that a busy build machine slows both. The first of each is for the caches.
      for (let round = 0; round <= ROUNDS; round += 1) {
        const bareMs = Number(await hands.must(['sh', '/tmp/bare.sh']));
        deepEqual(await card.belongings(hands), home);
        const carefulMs = Number(await hands.must(['sh', '/tmp/careful.sh']));
        deepEqual(await card.belongings(hands), home);
        const agentMs = await agentCycle(agent);
        deepEqual(await card.belongings(hands), home);
        if (round > 0) {
          scripts.bare.push(bareMs);
          scripts.careful.push(carefulMs);
          agents.push(agentMs);
        }
      }
    });
    const agentMs = median(agents.map(({ wholeMs }) => wholeMs));
    report.note(`the agent: ${agentMs} ms (${agents.map((each) => each.wholeMs).join(', ')}); ${stepMedians(agents)}`);
    for (const [name, times] of Object.entries(scripts)) {
      const ratio = agentMs / median(times);
      const verdict = ratio <= BUDGET_RATIO ? 'within' : 'over';
      report.note(
        `the ${name} script: ${median(times)} ms (${times.join(', ')}); the agent takes ${ratio.toFixed(2)} times that, ${verdict} its budget of ${BUDGET_RATIO}`,
      );
    }
  },
};

/**
 * The same writes as a person would script them, with the same read-backs of the driver, and its own time in milliseconds.
 * @param {{ steps: readonly { writes: readonly { path: string, value: string }[], commands: readonly (readonly string[])[] }[] }} way
 * @param {(value: string, path: string) => string} write
 */
function cycleScript(way, write) {
  const there = way.steps.flatMap(({ writes }) => writes.map(({ path, value }) => write(value, path)));
  const back = [...card.FUNCTIONS]
    .reverse()
    .flatMap((address) => [
      write('', card.attribute(address, 'driver_override')),
      write(address, card.attribute(address, 'driver/unbind')),
    ]);
  const home = card.FUNCTIONS.map((address) => write(address, '/sys/bus/pci/drivers_probe'));
  const readBack = (/** @type {Record<string, string>} */ drivers) =>
    Object.entries(drivers).map(
      ([address, driver]) =>
        `case $(readlink ${card.attribute(address, 'driver')}) in */${driver}) ;; *) exit 1 ;; esac`,
    );
  const restore = [card.PORT, ...card.FUNCTIONS].map(
    (address) => `[ "$was_${nameOf(address)}" = auto ] && ${write('auto', card.attribute(address, 'power/control'))}`,
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
