import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { RomService } from '@baton/api/services';
import type { RomView } from '@baton/api/views';
import type { Actor } from '@baton/model/access/roles';
import type { ActivitySubject } from '@baton/model/activity/activity';
import { describeLine } from '@baton/model/describe';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import { type RomCard, readRom } from '@baton/model/rom/read';
import { ROM_MAX_BYTES, type RomReport } from '@baton/model/rom/report';
import { isPlainFileName, STORED_KINDS, withExtension } from '@baton/model/storage/file-name';
import type { Activity } from '../operations/activity';
import type { AllowedPaths } from '../storage/allowed-paths';
import { publishNew } from '../storage/new-file';
import type { PathUsers } from '../storage/path-users';
import { isRomName } from '../storage/storage';
import { type DumpDeps, readCardRom } from './dump';

export interface RomBenchDeps extends DumpDeps {
  readonly allowed: AllowedPaths;
  readonly activity: Activity;
  readonly users: () => Promise<PathUsers>;
  /** The library changed. */
  readonly changed: () => void;
}

/** A file that was read once is not read again while it stays the same. */
interface Read {
  readonly modifiedAt: number;
  readonly sizeBytes: number;
  readonly card: string | null;
  readonly report: RomReport;
}

/** vBIOS files: which there are and what they are, read from the card, and freed of what stands around them. */
export class RomBench implements RomService {
  readonly #read = new Map<string, Read>();

  constructor(private readonly deps: RomBenchDeps) {}

  async list(): Promise<readonly RomView[]> {
    const { files, allowed, users } = this.deps;
    const [found, usedBy, card] = await Promise.all([
      Promise.all(allowed.folders.map((folder) => files.list(folder))),
      users(),
      this.deps.gpu.view(),
    ]);
    const paths = found.flat().flatMap(({ path }) => (isRomName(path) ? [path] : []));
    for (const path of this.#read.keys()) if (!paths.includes(path)) this.#read.delete(path);
    const views: RomView[] = [];
    // One after the other: each is read whole.
    for (const path of paths) {
      const report = await this.#report(path, card);
      if (report) views.push({ path, name: basename(path), report, usedBy: usedBy.get(path) ?? [] });
    }
    return views.sort((a, b) => a.name.localeCompare(b.name));
  }

  async dump(name: string, actor: Actor): Promise<RomView> {
    const { activity, files } = this.deps;
    const path = this.#pathFor(name);
    const made = publishNew(files, path, {
      neededBytes: ROM_MAX_BYTES,
      make: (temporary) => readCardRom(this.deps, temporary),
    });
    await made.catch((error: unknown) => {
      // Of one that was refused nothing was asked of the card.
      if (error instanceof ProblemError && error.problem.code === 'rom.dump-failed') {
        activity.record('rom.dump-failed', subjectOf(path), actor, { words: describeLine(error.problem) });
      }
      throw error;
    });
    activity.record('rom.dumped', subjectOf(path), actor);
    return this.#view(path);
  }

  async trim(path: string, name: string, actor: Actor): Promise<RomView> {
    const { files, allowed } = this.deps;
    const { realPath, sizeBytes } = await allowed.resolve(path);
    if (sizeBytes > ROM_MAX_BYTES) throw new ProblemError(unusable(path, 'it is too large.'));
    const bytes = await files.read(realPath, { fromBytes: 0, maxBytes: ROM_MAX_BYTES });
    const { trim } = reportOf(bytes, null);
    if (!trim) throw new ProblemError(unusable(path, 'there is nothing around its images that could be taken off.'));
    const target = this.#pathFor(name);
    await publishNew(files, target, {
      neededBytes: trim.to - trim.from,
      make: (temporary) => files.write(temporary, bytes.subarray(trim.from, trim.to)),
    });
    this.deps.activity.record('rom.trimmed', subjectOf(target), actor, { from: basename(path) });
    return this.#view(target);
  }

  #pathFor(name: string): string {
    const fileName = withExtension(name, 'rom');
    if (!isPlainFileName(fileName)) throw new ProblemError(problem('storage.bad-name', { name }, 'name'));
    return join(this.deps.allowed.folders[0] ?? '/', STORED_KINDS.rom.folder, fileName);
  }

  async #view(path: string): Promise<RomView> {
    this.deps.changed();
    const report = await this.#report(path, await this.deps.gpu.view());
    if (!report) throw new ProblemError(problem('storage.missing', { path }));
    return { path, name: basename(path), report, usedBy: (await this.deps.users()).get(path) ?? [] };
  }

  /** null = it went away meanwhile. */
  async #report(path: string, card: RomCard | null): Promise<RomReport | null> {
    const found = await this.deps.files.look(path);
    if (found.kind !== 'file') return null;
    const { modifiedAt, sizeBytes } = found;
    const known = this.#read.get(path);
    const key = card && `${card.vendorId}:${card.deviceId}`;
    if (known?.modifiedAt === modifiedAt && known.sizeBytes === sizeBytes && known.card === key) return known.report;
    const bytes = await this.deps.files.read(path, { fromBytes: 0, maxBytes: ROM_MAX_BYTES + 1 });
    const report = { ...reportOf(bytes, card), sizeBytes };
    this.#read.set(path, { modifiedAt, sizeBytes, card: key, report });
    return report;
  }
}

function subjectOf(path: string): ActivitySubject {
  return { kind: 'storage', id: path, name: basename(path) };
}

function reportOf(bytes: Uint8Array, card: RomCard | null): RomReport {
  return readRom(bytes, createHash('sha256').update(bytes).digest('hex'), card);
}

function unusable(path: string, words: string): Problem {
  return problem('rom.unusable', { path, words });
}
