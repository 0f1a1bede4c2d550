import { profileDraftSchema } from '@baton/model/profile/definition';
import { expect, test } from 'vitest';
import { draftSentence } from './draft-sentence';

const draft = profileDraftSchema.parse({ name: 'm', memory: { sizeMiB: 2048 } });
const disks = profileDraftSchema.parse({ ...draft, disks: [{ source: { kind: 'new', sizeGiB: 20 } }] }).disks;

test('a draft with a disc and a new disk tells both, and the GPU', () => {
  const whole = { ...draft, disks, cdroms: [{ iso: '/storage/iso/debian.iso' }], gpu: { ...draft.gpu, wanted: true } };
  expect(draftSentence(whole)).toBe(
    'starts from debian.iso and has a new disk of 20 GiB. It gets 2 GiB of memory and 1 processor, and the GPU while it runs.',
  );
});

test('a draft that finds nothing to start from says so', () => {
  expect(draftSentence(draft)).toContain('finds nothing to start from');
  expect(draftSentence({ ...draft, disks })).toContain('no ISO to start from');
});
