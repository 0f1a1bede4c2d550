import { describe, expect, it } from 'vitest';
import { launchRecordSchema } from '../../src/ports/machine-files';

const record = {
  ...{ runId: 'r', revision: 3, accelerator: 'kvm', commandLine: ['/q'], afterExit: 'off', memoryMiB: 64, gpu: null },
};

describe('what a start wrote down', () => {
  it('is read as an earlier Baton wrote it, whose machine may still run', () => {
    const earlier = launchRecordSchema.parse({ ...record, diskPath: '/s/a.img' });
    expect(earlier).toEqual({ ...record, diskPaths: ['/s/a.img'], arguments: null, hasScreen: true });
    expect(launchRecordSchema.parse({ ...record, diskPath: null }).diskPaths).toEqual([]);
  });

  it('is read when a later Baton gave a reason that is not known here', () => {
    const argument = { words: ['-new'], why: 'some-new-reason', field: null };
    const later = launchRecordSchema.parse({ ...record, diskPaths: [], arguments: [argument] });
    expect(later.arguments).toEqual([{ ...argument, why: 'extra' }]);
  });
});
