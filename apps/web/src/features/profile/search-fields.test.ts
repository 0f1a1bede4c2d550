import { generateDraft } from '@baton/model/profile/testing/generate';
import { seededRandom } from '@baton/model/profile/testing/random';
import { describe, expect, it } from 'vitest';
import { homeOf, wordsAt } from './fields';
import { valuesOfDraft } from './form-values';
import { searchFields } from './search-fields';

describe('the search over the fields', () => {
  it.each([
    ['hugepages', 'memory.hugepages'],
    ['huge pages', 'memory.hugepages'],
    ['mem-path', 'memory.hugepages'],
    ['name', 'name'],
    ['kvm=off', 'cpu.hideHypervisor'],
    ['hv_vendor_id', 'cpu.vendorId'],
    ['-smp', 'cpu.cores'],
    ['romfile', 'gpu.romFile'],
    ['x-pci-sub-device-id', 'gpu.subsystem'],
    ['hostfwd', 'nics.*.connection.forwards'],
    ['secure boot', 'machine.firmware.secureBoot'],
    ['localtime', 'machine.clock'],
    ['looking glass', 'lookingGlass'],
    ['pipewire', 'audio.backend'],
    ['boot order', 'boot'],
    ['tpm', 'machine.tpm'],
  ])('finds by “%s” the field %s', (query, pattern) => {
    expect(searchFields(query).map((found) => found.pattern)).toContain(pattern);
  });

  it('puts a match of the label first', () => {
    expect(searchFields('memory')[0]?.pattern).toBe('memory.sizeMiB');
    expect(searchFields('Clock')[0]?.pattern).toBe('machine.clock');
  });

  it('finds nothing for nothing, and nothing for nonsense', () => {
    expect(searchFields('  ')).toEqual([]);
    expect(searchFields('qzxv')).toEqual([]);
    expect(searchFields('(*[')).toEqual([]);
  });
});

describe('the tables of fields', () => {
  it('have a place for everything that a profile holds', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 100; round++) {
      const homeless = leaves(valuesOfDraft(generateDraft(random))).filter((path) => homeOf(path) === undefined);
      expect(homeless).toEqual([]);
    }
  });

  it('refuse a path that they do not know', () => {
    expect(() => wordsAt('cpu.turbo')).toThrow('no words for the field cpu.turbo');
  });
});

function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}
