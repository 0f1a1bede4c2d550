import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('the migrations lead to the schema', async () => {
  const check = await run(process.execPath, [join(import.meta.dirname, '..', 'authoring', 'check.mjs')]);
  expect(check.stdout).toBe('');
});
