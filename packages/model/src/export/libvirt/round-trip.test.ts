import { describe, expect, it } from 'vitest';
import { readLibvirt } from '../../import/libvirt/read';
import { generateProfile } from '../../profile/testing/generate';
import { seededRandom } from '../../profile/testing/random';
import { exportContext } from '../testing/context';
import { sayableInADomain } from '../testing/not-in-a-domain';
import { libvirtDomain } from './domain';

const PROFILES = 300;

describe('a profile that went out as a libvirt domain and came in again', () => {
  it.each(Array.from({ length: PROFILES }, (_, seed) => seed))('is what it was (seed %i)', (seed) => {
    const profile = generateProfile(seededRandom(seed));
    const { draft } = readLibvirt(libvirtDomain(profile, exportContext(profile)));
    expect(draft).toEqual(sayableInADomain(profile));
  });
});
