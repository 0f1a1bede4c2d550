import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { SourceText } from '/work/main/packages/model/src/import/source';
import { readScript } from '/work/main/packages/model/src/import/shell/script';
import { findQemu } from '/work/main/packages/model/src/import/shell/find-qemu';
it('x', () => {
  const s = new SourceText(readFileSync('/work/main/packages/model/src/import/testing/guide.sh','utf8'));
  const script = readScript(s);
  for (const c of script.commands) console.log(s.lineAt(c.start), c.keywords, c.assignments, c.words.map(w=>w.text), c.redirects);
  const q = findQemu(script); console.log(q.unreached.length);
});
