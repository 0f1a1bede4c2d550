import { describe, expect, it } from 'vitest';
import { profileDraftSchema } from '../definition';
import { generateDraft, generateProfile } from './generate';
import { seededRandom } from './random';

describe('a generated profile', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generateProfile(seededRandom(7))).toEqual(generateProfile(seededRandom(7)));
    expect(generateProfile(seededRandom(7))).not.toEqual(generateProfile(seededRandom(8)));
  });

  it('is one that the schema takes, as a profile and as a draft', () => {
    const random = seededRandom(1);
    for (let n = 0; n < 500; n++) {
      generateProfile(random);
      const draft = generateDraft(random);
      expect(profileDraftSchema.parse(draft)).toEqual(draft);
    }
  });
});
