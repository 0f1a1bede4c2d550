import { problem } from '@baton/model/problem';
import { expect, test } from 'vitest';
import { type ActiveUpload, changeUploads, leftBehind } from './upload-list';

const upload = { key: 'iso a.iso', name: 'a.iso', kind: 'iso', sizeBytes: 100 } as const;
const began = changeUploads([], { kind: 'began', upload });

test('an upload begins with nothing sent', () => {
  expect(began).toEqual([{ ...upload, sentBytes: 0, state: 'sending' }]);
});

test('a pause keeps what was sent, and going on forgets what went wrong', () => {
  const { key } = upload;
  const sent = changeUploads(began, { kind: 'sent', key, sentBytes: 40 });
  const failed = changeUploads(sent, { kind: 'failed', key, problem: problem('storage.cancelled', { path: '/a' }) });
  expect(failed[0]).toMatchObject({ state: 'failed', sentBytes: 40, problem: { code: 'storage.cancelled' } });
  const resumed = changeUploads(failed, { kind: 'resumed', key });
  expect(resumed).toEqual([{ ...upload, sentBytes: 40, state: 'sending' }]);
});

test('news of an upload that is gone changes nothing', () => {
  const gone = changeUploads(began, { kind: 'gone', key: upload.key });
  expect(changeUploads(gone, { kind: 'sent', key: upload.key, sentBytes: 9 })).toEqual([]);
});

test('an unfinished upload that this browser sends is not offered twice', () => {
  const unfinished = ['a.iso', 'b.iso'].map((name) => ({
    id: name,
    name,
    kind: 'iso' as const,
    sizeBytes: 100,
    receivedBytes: 1,
    startedAt: 0,
  }));
  expect(leftBehind(unfinished, began as readonly ActiveUpload[]).map(({ name }) => name)).toEqual(['b.iso']);
});
