// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does what an open page does: listens to events and telemetry, and asks for the GPU, the host and the machines again and
 * again.
 * @param {import('./agent-in-laptop.mjs').Agent} agent @param {number} durationMs
 * @returns {Promise<{ looks: number, ticks: number }>}
 */
export async function openDashboard(agent, durationMs) {
  const { api } = agent;
  const ended = performance.now() + durationMs;
  let ticks = 0;
  const hangUp = [
    api.subscribe('event.stream', undefined, () => {}),
    api.subscribe('telemetry.watch', undefined, () => {
      ticks += 1;
    }),
  ];
  let looks = 0;
  for (; performance.now() < ended; looks += 1) {
    await Promise.all([
      api.query('gpu.view'),
      api.query('gpu.groups'),
      api.query('machine.list'),
      api.query('host.view'),
      api.query('gpu.dryRun', { to: 'machine', machineId: 'demo' }),
    ]);
    await sleep(1000);
  }
  for (const hang of hangUp) hang();
  return { looks, ticks };
}
