import { fail } from '../problem';
import type { ImportRefusal } from './result';

/** Ends an import: the source cannot be read at all. @throws ProblemError `import.refused` */
export function refuse(because: ImportRefusal, line?: number): never {
  fail('import.refused', line === undefined ? { because } : { because, line });
}
