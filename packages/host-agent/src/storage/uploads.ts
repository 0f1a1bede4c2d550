import { dirname, join } from 'node:path';
import type { UploadView } from '@baton/api/views';
import type { Actor } from '@baton/model/access/roles';
import { describeLine } from '@baton/model/describe';
import { fail, type Problem, ProblemError, problem } from '@baton/model/problem';
import { ROM_MAX_BYTES } from '@baton/model/rom/report';
import { isPlainFileName, withExtension } from '@baton/model/storage/file-name';
import type { Activity } from '../operations/activity';
import type { Appended } from '../ports/storage-files';
import { checkUpload, type UploadCheckDeps } from './upload-checks';
import { type Unfinished, UploadShelf } from './upload-shelf';

/** Answers to a client that did not hear that it was done; more than anybody uploads at once. */
const REMEMBERED = 64;
/** What went wrong with the sending alone: nobody's history. */
const NO_NEWS: ReadonlySet<Problem['code']> = new Set(['storage.upload-not-found', 'storage.upload-mismatch']);

export interface UploadDeps extends UploadCheckDeps {
  /** The first storage folder. */
  readonly folder: string;
  readonly activity: Activity;
  readonly now: () => number;
  /** The library changed. */
  readonly changed: () => void;
}

/** Bytes as they come in, and how many their sender says there are. */
export interface Incoming {
  /** Who sends them. */
  readonly by: Pick<Actor, 'name'>;
  readonly fromBytes: number;
  /** null = not told. */
  readonly declaredBytes: number | null;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Hangs up on the sender: another connection goes on with this upload. */
  readonly cut: () => void;
}

export type Received =
  | { readonly kind: 'more'; readonly receivedBytes: number }
  /** Go on there instead. */
  | { readonly kind: 'wrong-offset'; readonly receivedBytes: number }
  | { readonly kind: 'done'; readonly receivedBytes: number; readonly path: string };

/** Uploads that can be cut at any byte and go on (docs/adr/022). */
export class Uploads {
  readonly #shelf: UploadShelf;
  readonly #unfinished = new Map<string, Unfinished>();
  readonly #receiving = new Map<string, { readonly cut: () => void; readonly over: Promise<unknown> }>();
  readonly #done = new Map<string, Received>();
  #loaded: Promise<void> | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: UploadDeps) {
    this.#shelf = new UploadShelf(deps.files, deps.folder);
  }

  /** Finds what was left unfinished and forgets what is too old. Whoever needs it first does it, once. */
  load(): Promise<void> {
    this.#loaded ??= this.#shelf.load(this.deps.now()).then((found) => {
      for (const upload of found) this.#unfinished.set(upload.id, upload);
    });
    return this.#loaded;
  }

  async list(): Promise<readonly UploadView[]> {
    await this.load();
    return [...this.#unfinished.values()].map(viewOf).sort((a, b) => b.startedAt - a.startedAt);
  }

  /** @throws ProblemError `storage.bad-name` | `storage.exists` | `storage.full` | `rom.unusable` */
  begin(wanted: Pick<UploadView, 'name' | 'kind' | 'sizeBytes'>): Promise<UploadView> {
    // One after the other: two pages that begin the same file share one upload.
    const begun = this.#turn.then(() => this.#begin(wanted));
    this.#turn = begun.catch(() => undefined);
    return begun;
  }

  /**
   * Takes bytes for as long as they come. A sender that comes while another one still sends takes its place.
   * @throws ProblemError `storage.upload-not-found` | `storage.upload-mismatch` | `storage.full`, or of the checks when it is whole
   */
  async receive(id: string, incoming: Incoming): Promise<Received> {
    await this.load();
    for (let other = this.#receiving.get(id); other; other = this.#receiving.get(id)) {
      other.cut();
      await other.over;
    }
    const done = this.#done.get(id);
    if (done) return done;
    const upload = this.#unfinished.get(id) ?? fail('storage.upload-not-found', { id });
    const work = this.#receive(upload, incoming);
    void work.catch((error: unknown) => this.#failed(upload, incoming.by, error));
    this.#receiving.set(id, { cut: incoming.cut, over: work.catch(() => undefined) });
    try {
      return await work;
    } finally {
      this.#receiving.delete(id);
    }
  }

  async cancel(id: string): Promise<void> {
    await this.load();
    const upload = this.#unfinished.get(id);
    if (upload) await this.#forget(upload);
  }

  /** Hangs up on every sender; what came so far stays. */
  async stop(): Promise<void> {
    const open = [...this.#receiving.values()];
    for (const { cut } of open) cut();
    await Promise.all(open.map(({ over }) => over));
  }

  async #begin({ name, kind, sizeBytes }: Pick<UploadView, 'name' | 'kind' | 'sizeBytes'>): Promise<UploadView> {
    await this.load();
    const fileName = withExtension(name, kind);
    if (!isPlainFileName(fileName)) throw new ProblemError(problem('storage.bad-name', { name }, 'name'));
    if (kind === 'rom' && sizeBytes > ROM_MAX_BYTES) fail('rom.unusable', { path: name, words: 'it is too large.' });
    const { files } = this.deps;
    const path = join(this.#shelf.folderOf(kind), fileName);
    const same = [...this.#unfinished.values()].find((upload) => upload.path === path);
    // Another file of that name: nobody will go on with the old one.
    if (same && same.sizeBytes !== sizeBytes) await this.#forget(same);
    const goesOn = same?.sizeBytes === sizeBytes ? same : null;
    if ((await files.look(path)).kind !== 'missing') fail('storage.exists', { path });
    await files.ensureFolder(dirname(path));
    const freeBytes = await files.freeBytes(dirname(path));
    const neededBytes = sizeBytes - (goesOn?.receivedBytes ?? 0);
    if (freeBytes < neededBytes) fail('storage.full', { path, neededBytes, freeBytes });
    if (goesOn) return viewOf(goesOn);
    const upload = await this.#shelf.add({ name: fileName, kind, sizeBytes }, this.deps.now());
    this.#unfinished.set(upload.id, upload);
    this.deps.changed();
    return viewOf(upload);
  }

  async #receive(upload: Unfinished, incoming: Incoming): Promise<Received> {
    const { fromBytes, declaredBytes, chunks } = incoming;
    const { part, path, sizeBytes, receivedBytes } = upload;
    if (fromBytes !== receivedBytes) return { kind: 'wrong-offset', receivedBytes };
    const gotBytes = fromBytes + (declaredBytes ?? 0);
    if (gotBytes > sizeBytes) fail('storage.upload-mismatch', { path, expectedBytes: sizeBytes, gotBytes });
    const appended = await this.deps.files.append(part, chunks, { fromBytes, maxBytes: sizeBytes });
    const now = { ...upload, receivedBytes: appended.sizeBytes };
    // It may have been cancelled meanwhile.
    if (!this.#unfinished.has(upload.id)) return fail('storage.upload-not-found', { id: upload.id });
    this.#unfinished.set(upload.id, now);
    await this.#refuse(now, appended);
    if (now.receivedBytes < sizeBytes) return { kind: 'more', receivedBytes: now.receivedBytes };
    return this.#finish(now, incoming.by);
  }

  async #refuse({ path, sizeBytes, receivedBytes }: Unfinished, { end }: Appended): Promise<void> {
    if (end === 'too-many') {
      fail('storage.upload-mismatch', { path, expectedBytes: sizeBytes, gotBytes: sizeBytes + 1 });
    }
    if (end !== 'full') return;
    const freeBytes = await this.deps.files.freeBytes(dirname(path));
    fail('storage.full', { path, neededBytes: sizeBytes - receivedBytes, freeBytes });
  }

  /** One that is not what it was called is thrown away: sent again, it would be the same. */
  async #finish(upload: Unfinished, by: Pick<Actor, 'name'>): Promise<Received> {
    const { part, kind, id } = upload;
    const fileName = await checkUpload(this.deps, kind, { at: part, fileName: upload.name }).catch(
      async (error: unknown) => {
        if (error instanceof ProblemError && error.problem.code !== 'qemu-img.missing') await this.#forget(upload);
        throw error;
      },
    );
    const path = join(dirname(upload.path), fileName);
    if (!(await this.deps.files.publish(part, path))) fail('storage.exists', { path });
    const done: Received = { kind: 'done', receivedBytes: upload.sizeBytes, path };
    this.#done.set(id, done);
    if (this.#done.size > REMEMBERED) this.#done.delete(this.#done.keys().next().value ?? '');
    this.#unfinished.delete(id);
    await this.#shelf.remove(upload);
    this.deps.activity.record('storage.uploaded', { kind: 'storage', id: path, name: fileName }, by, { kind });
    this.deps.changed();
    return done;
  }

  /** A sender that was cut goes on; one that sends something else than it said does not know what it does. */
  #failed({ path, name }: Unfinished, by: Pick<Actor, 'name'>, error: unknown): void {
    if (!(error instanceof ProblemError) || NO_NEWS.has(error.problem.code)) return;
    const words = describeLine(error.problem);
    this.deps.activity.record('storage.upload-failed', { kind: 'storage', id: path, name }, by, { words });
  }

  async #forget(upload: Unfinished): Promise<void> {
    this.#unfinished.delete(upload.id);
    this.#receiving.get(upload.id)?.cut();
    await this.#shelf.remove(upload);
    this.deps.changed();
  }
}

function viewOf({ part: _, path: __, ...view }: Unfinished): UploadView {
  return view;
}
