import { setTimeout as delay } from 'node:timers/promises';
import { connectAgent, restartAgent, startAgent, startGateway } from './baton-process';
import { type Bench, type BenchResult, judge } from './bench';
import { cpuMs, residentMB } from './child-process';
import { median } from './statistics';

const READY_RUNS = 5;
const IDLE_MS = 60_000;
const SETTLE_MS = 3000;

/** How soon the agent is ready, on a state directory that it knows. */
export const agentReady: Bench = {
  name: 'agent-ready',
  summary: 'spawn to ready line, second start and later',
  run: async () => {
    const first = await startAgent();
    const samples: number[] = [];
    try {
      // The first start migrates and writes the demo disk; people wait for that once.
      for (let run = 0; run < READY_RUNS; run += 1) {
        if (run === 0) process.kill(first.pid, 'SIGTERM');
        await untilGone(first.pid);
        const again = await restartAgent(first.stateDir);
        samples.push(again.readyMs);
        await again.stop();
      }
    } finally {
      await first.stop();
    }
    const reference = { kind: 'budget' as const, what: 'agent ready', value: 600 };
    return [
      judge({
        name: 'agent-ready',
        value: median(samples),
        unit: 'ms',
        reference,
        budget: 1,
        detail: `median of ${READY_RUNS}`,
      }),
    ];
  },
};

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await delay(10);
  }
}

/** Memory and CPU of both processes with no browser and no machine. */
export const idle: Bench = {
  name: 'idle',
  summary: `memory, and CPU time over ${IDLE_MS / 1000} s, of agent and gateway at rest`,
  run: async () => {
    const agent = await startAgent();
    const gateway = await startGateway(agent.stateDir);
    try {
      // One call, so that the database and the router are loaded as in real use; then nobody is there any more.
      const { api, close } = connectAgent(agent.stateDir);
      await api.machine.list.query();
      await close();
      await delay(SETTLE_MS);
      const before = cpuMs(agent.pid) + cpuMs(gateway.pid);
      await delay(IDLE_MS);
      const used = cpuMs(agent.pid) + cpuMs(gateway.pid) - before;
      return figures({ usedMs: used, agentMB: residentMB(agent.pid), gatewayMB: residentMB(gateway.pid) });
    } finally {
      await gateway.stop();
      await agent.stop();
    }
  },
};

function figures({
  usedMs,
  agentMB,
  gatewayMB,
}: {
  usedMs: number;
  agentMB: number;
  gatewayMB: number;
}): BenchResult[] {
  const budget = (what: string, value: number) => ({ kind: 'budget' as const, what, value });
  return [
    judge({
      name: 'idle-cpu',
      value: usedMs,
      unit: 'ms',
      reference: budget('CPU time of both in 60 s', 100),
      budget: 1,
    }),
    judge({ name: 'idle-agent-memory', value: agentMB, unit: 'MB', reference: budget('agent RSS', 100), budget: 1 }),
    judge({
      name: 'idle-gateway-memory',
      value: gatewayMB,
      unit: 'MB',
      reference: budget('gateway RSS', 60),
      budget: 1,
    }),
  ];
}
