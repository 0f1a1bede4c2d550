import { setTimeout as delay } from 'node:timers/promises';
import type { connectAgent } from './baton-process';

const START_DEADLINE_MS = 60_000;

type Api = ReturnType<typeof connectAgent>['api'];

/** Machines with a QEMU of their own that run and are paused: copies of the first one of the agent. */
export function pausedMachines(api: Api) {
  const ids: string[] = [];
  return {
    /** @returns their ids */
    start: async (count: number): Promise<readonly string[]> => {
      const first = (await api.machine.list.query())[0];
      if (!first) throw new Error('there is no machine to begin with');
      ids.push(first.id);
      for (let index = 1; index < count; index += 1) {
        ids.push((await api.profile.duplicate.mutate({ id: first.id, name: `bench${index}` })).id);
      }
      for (const id of ids) await startPaused(api, id);
      return ids;
    },
    end: async (): Promise<void> => {
      for (const id of ids) await api.machine.forceOff.mutate({ id }).catch(() => undefined);
    },
  };
}

async function startPaused(api: Api, id: string): Promise<void> {
  await api.machine.start.mutate({ id, gpu: 'without' });
  const giveUpAt = performance.now() + START_DEADLINE_MS;
  for (;;) {
    const { state } = await api.machine.view.query({ id });
    if (state.kind === 'running') break;
    if (state.kind === 'stopped' || performance.now() > giveUpAt) throw new Error('a machine did not start');
    await delay(20);
  }
  await api.machine.pause.mutate({ id });
}
