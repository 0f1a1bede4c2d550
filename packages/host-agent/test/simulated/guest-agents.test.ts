import { nvidiaSmiArguments, parseNvidiaSmi } from '@baton/model/telemetry/nvidia-smi';
import { NO_READINGS } from '@baton/model/telemetry/sample';
import { describe, expect, it } from 'vitest';
import { simulatedGuestAgents } from '../../src/adapters/simulated/guest-agents';
import type { GuestAgents } from '../../src/ports/guest-agents';

const NO_GUEST_AGENTS: GuestAgents = {
  run: async () => null,
  osOf: async () => null,
  freeze: async () => null,
  thaw: async () => true,
};

const READINGS = { ...NO_READINGS, temperatureC: 66, utilizationPercent: 93, powerMilliwatts: 88_500, pcieWidth: 16 };

describe('the guest that has the simulated card', () => {
  const agents = simulatedGuestAgents(NO_GUEST_AGENTS, { holder: () => 'm1', readings: () => READINGS });
  const ask = (machineId: string, args: readonly string[]) =>
    agents.run(machineId, { path: 'nvidia-smi', args, timeoutMs: 1000 });

  it('answers to nvidia-smi as one with the real card would, the unknown too', async () => {
    expect(await agents.osOf('m1')).toBe('linux');
    const answer = await ask('m1', nvidiaSmiArguments());
    expect(parseNvidiaSmi(answer?.stdout ?? '')).toEqual(READINGS);
  });

  it('refuses a field that nvidia-smi does not know, with its exit code', async () => {
    const answer = await ask('m1', ['--query-gpu=nonsense']);
    expect(answer).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('"nonsense" is not a valid field') });
  });

  it('is the only one that answers', async () => {
    expect([await ask('m2', nvidiaSmiArguments()), await agents.osOf('m2')]).toEqual([null, null]);
  });
});
