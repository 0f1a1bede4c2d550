import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSource } from '@baton/model/import/read';
import { type Bench, judge } from './bench';
import { IMPORT_CORPUS } from './paths';
import { median } from './statistics';

const LINES = 200;
const ROUNDS = 200;
const BUDGET_MS = 20;

/** What somebody who pastes a long script waits for: shell and QEMU's options read, each argument accounted for. */
export const importScript: Bench = {
  name: 'import-script',
  summary: `a script of ${LINES} lines read into a draft of a profile`,
  run: async () => {
    const script = longScript();
    const first = timed(script);
    const next = median(Array.from({ length: ROUNDS }, () => timed(script)));
    const reference = { kind: 'budget' as const, what: 'one import', value: BUDGET_MS };
    const detail = `the first of a process, not compiled yet: ${first.toFixed(1)} ms`;
    return [judge({ name: 'import-script', value: next, unit: 'ms', reference, budget: 1, detail })];
  },
};

function timed(script: string): number {
  const start = performance.now();
  readSource(script, { newName: (wanted) => wanted });
  return performance.now() - start;
}

/** A real script of its kind, behind the host set-up and the notes that such scripts gather. */
function longScript(): string {
  const script = readFileSync(join(IMPORT_CORPUS, 'modern.sh'), 'utf8').split('\n');
  const [shebang = '', ...rest] = script;
  const around = Array.from({ length: LINES - script.length }, (_, n) =>
    n % 3 === 0
      ? `# note ${n}: keep the governor up while it runs`
      : `echo performance > "/sys/devices/system/cpu/cpu${n}/governor"`,
  );
  return [shebang, ...around, ...rest].join('\n');
}
