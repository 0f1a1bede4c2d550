import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOutfitter } from '../../src/machines/outfit/outfitter';
import { practiceHost as host, kit, nic } from './kit';

describe('what is left', () => {
  it('is told, kept, and tried again at the next start', async () => {
    const { practice, means } = await host();
    const { outfitter, order } = await kit(means);
    const wanted = await order({ nics: [nic({ kind: 'nat' })] });
    await outfitter.prepare(wanted);
    practice.failing.add('removeLink');
    expect(await outfitter.dismiss(wanted)).toHaveLength(2);
    practice.failing.clear();
    expect(await outfitter.dismiss(wanted)).toEqual([]);
    expect(practice.links.size).toBe(0);
    expect(existsSync(join(wanted.folder, 'outfit.jsonl'))).toBe(false);
  });

  it('is nothing after a restart of the host', async () => {
    const { practice, means } = await host();
    const { outfitter, order, deps } = await kit(means);
    const wanted = await order({ memory: { sizeMiB: 64, hugepages: '2M' } });
    await outfitter.prepare(wanted);
    practice.pools['2M'].total = 100; // set aside by the new boot
    const rebooted = createOutfitter({ ...deps, hardware: { ...deps.hardware, bootId: async () => 'another boot' } });
    expect(await rebooted.dismiss(wanted)).toEqual([]);
    expect(practice.pools['2M'].total).toBe(100);
  });

  it('does not trip over a journal that was cut in the middle of a line', async () => {
    const { practice, means } = await host();
    const { outfitter, order, again } = await kit(means);
    const wanted = await order({ machine: { tpm: true } });
    await outfitter.prepare(wanted);
    await appendFile(join(wanted.folder, 'outfit.jsonl'), '{"kind":"intent","deed":{"do":"make-t');
    expect(await again().dismiss(wanted)).toEqual([]);
    expect(practice.processes).toEqual([]);
  });
});
