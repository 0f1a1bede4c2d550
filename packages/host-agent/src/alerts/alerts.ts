import type { AlertService, AlertView, WebhookView } from '@baton/api/live/alerts';
import type { Actor } from '@baton/model/access/roles';
import type { ActivitySubject } from '@baton/model/activity/activity';
import { type Alert, type AlertRules, type AlertSubject, DEFAULT_ALERT_RULES } from '@baton/model/alert/alert';
import { type LastingRecord, markPosted, owesAllClear } from '@baton/model/alert/all-clear';
import { type AlertBook, type AlertRecord, clear, inOrder, isAbout, markSeen, raise } from '@baton/model/alert/book';
import { CALM, type Lasting, RAISED, step } from '@baton/model/alert/lasting';
import { celsiusOf, DISK_PATIENCE, diskZone, GPU_PATIENCE, gpuZone, isKnownCool } from '@baton/model/alert/limits';
import { alertOfHistory, raisedBy, stillSo, type Told } from '@baton/model/alert/machine';
import { type WebhookAnswer, wasTaken } from '@baton/model/alert/webhook';
import { alertTitle, alertWords, webhookWords } from '@baton/model/describe';
import { isUp, type MachineState } from '@baton/model/machine/state';
import type { GpuSample } from '@baton/model/telemetry/sample';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import type { Clock } from '../ports/clock';
import type { FreeSpace } from '../ports/free-space';
import type { WebhookSender } from '../ports/webhook';
import { AllClearWatch } from './all-clear-watch';
import { Delivery } from './delivery';
import { DiskWatch, type FolderSpace } from './disk-watch';
import { type AlertMessage, allClearOf, messageOf, requestOf, tryMessage } from './message';
import { AlertShelf, type SettingStore } from './shelf';

const GIB = 1024 ** 3;
const GPU: AlertSubject = { kind: 'gpu', id: 'gpu', name: 'The GPU' };
/** The actor of what Baton does by itself (automation/doer.ts). */
const ITSELF = 'Baton';
const NOT_SET = 'No webhook is set up. Enter its URL and save it first.';

export interface WatchedMachine {
  readonly id: string;
  readonly name: string;
  readonly state: MachineState;
}

export interface AlertsParts {
  readonly settings: SettingStore;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly activity: Activity;
  readonly newId: () => string;
  readonly hostname: string;
  readonly sender: WebhookSender;
  readonly space: FreeSpace;
  readonly storageFolders: readonly string[];
  /** Every machine there is. */
  readonly machines: () => readonly WatchedMachine[];
  readonly failed: (error: unknown) => void;
}

/** Hears what is measured and what machines do, measures nothing itself but free space, and tells when somebody should look. */
export class Alerts implements AlertService {
  readonly #shelf: AlertShelf;
  readonly #delivery: Delivery;
  readonly #disks: DiskWatch;
  readonly #allClear: AllClearWatch;
  readonly #before = new Map<string, MachineState>();
  #book: AlertBook = [];
  #rules: AlertRules = DEFAULT_ALERT_RULES;
  #gpu: Lasting = CALM;
  #posts = false;
  #keeping: Promise<void> = Promise.resolve();

  constructor(private readonly parts: AlertsParts) {
    const { settings, sender, clock, space, failed, storageFolders } = parts;
    this.#shelf = new AlertShelf(settings);
    this.#delivery = new Delivery({ sender, clock, failed, ended: (answer) => this.#keepResult(answer) });
    this.#disks = new DiskWatch({ clock, space, failed, folders: storageFolders, told: (each) => this.#weigh(each) });
    this.#allClear = new AllClearWatch({ clock, book: () => this.#book, over: (records) => this.#tellOver(records) });
  }

  /** Before the machines are adopted: what they do from then on is heard. */
  async start(): Promise<void> {
    [this.#book, this.#rules] = await Promise.all([this.#shelf.book(), this.#shelf.rules()]);
    this.#posts = (await this.#shelf.webhook()) !== null;
    this.#gpu = this.#isOpen('gpu-hot', GPU.id) ? RAISED : CALM;
    this.#allClear.look();
    this.#watchDisks();
  }

  async stop(): Promise<void> {
    this.#allClear.stop();
    this.#disks.want(false);
    await this.#delivery.stop();
    await this.#keeping;
  }

  /** Somebody would be told now that the card is hot: it is worth asking the guest that has it, though nobody watches. */
  wantsCard(): boolean {
    return this.#rules.gpuHot.enabled && (this.#posts || this.parts.events.watched());
  }

  /** Somebody far away was told that the card is hot, and waits to hear that it is not: it is measured until then. */
  waitsForCard(): boolean {
    return this.#book.some((record) => isAbout(record, 'gpu-hot', GPU.id) && this.#awaited(record));
  }

  /** A tick of whoever samples anyway. */
  heard(tick: { readonly at: number; readonly gpu: GpuSample | null }): void {
    const { enabled, celsius: limit } = this.#rules.gpuHot;
    if (!enabled || !tick.gpu) return;
    const { state, happened } = step(this.#gpu, { zone: gpuZone(tick.gpu, limit), at: tick.at }, GPU_PATIENCE);
    this.#gpu = state;
    if (happened === 'cleared') this.#clearCard(isKnownCool(tick.gpu));
    const celsius = celsiusOf(tick.gpu);
    if (happened === 'raised' && celsius !== null) this.#raise({ kind: 'gpu-hot', facts: { celsius, limit } }, GPU);
  }

  /** Machines changed their state, came or went. Cheap when nothing is worth telling. */
  machinesChanged(): void {
    const machines = this.parts.machines();
    for (const machine of machines) this.#look(machine);
    const known = new Map(machines.map(({ id, state }) => [id, state]));
    for (const id of this.#before.keys()) if (!known.has(id)) this.#before.delete(id);
    this.#clear(({ kind, subject }) => {
      if (subject.kind !== 'machine') return false;
      const state = known.get(subject.id);
      return state === undefined || !stillSo(kind, state);
    });
    this.#watchDisks();
  }

  /** A line of the history: some tell what no state does. */
  told(line: Told, subject: { readonly kind: string; readonly id: string; readonly name: string }): void {
    const alert = this.#rules.machine.enabled && subject.kind === 'machine' ? alertOfHistory(line, ITSELF) : null;
    if (alert) this.#raise(alert, { kind: 'machine', id: subject.id, name: subject.name });
  }

  async list(limit: number): Promise<readonly AlertView[]> {
    // No machine is up to look for: somebody looks now.
    if (this.#book.some(({ kind, clearedAt }) => kind === 'disk-nearly-full' && clearedAt === null)) {
      await this.#disks.look().catch(this.parts.failed);
    }
    return inOrder(this.#book).slice(0, limit).map(viewOf);
  }

  async markSeen(ids: readonly string[]): Promise<void> {
    this.#change(markSeen(this.#book, new Set(ids)));
    await this.#keeping;
  }

  async rules(): Promise<AlertRules> {
    return this.#rules;
  }

  /** What is not watched any more is not so any more, as far as anybody knows; what is, is weighed anew. */
  async setRules(rules: AlertRules, actor: Actor): Promise<void> {
    await this.#shelf.keepRules(rules);
    this.#rules = rules;
    this.parts.activity.record('alerts.rules-changed', this.#host(), actor, rules);
    const unwatched = ({ subject }: AlertRecord) => {
      if (subject.kind === 'gpu') return !rules.gpuHot.enabled;
      return subject.kind === 'host' ? !rules.diskNearlyFull.enabled : !rules.machine.enabled;
    };
    // Nobody knows that it is well again: nobody is told so.
    this.#change(markPosted(this.#book, (record) => record.clearedAt === null && unwatched(record), false));
    this.#clear(unwatched);
    this.#gpu = this.#isOpen('gpu-hot', GPU.id) ? RAISED : CALM;
    this.#disks.want(false);
    this.machinesChanged();
  }

  webhook(): Promise<WebhookView | null> {
    return this.#shelf.webhook();
  }

  async setWebhook(webhook: Pick<WebhookView, 'url' | 'format'> | null, actor: Actor): Promise<void> {
    const before = await this.#shelf.webhook();
    await this.#shelf.keepWebhook(webhook && { ...webhook, lastResult: null });
    // Who listens there was told nothing yet, so nothing of it is over for them.
    if (before?.url !== webhook?.url) this.#change(markPosted(this.#book, () => true, false));
    this.#posts = webhook !== null;
    const host = webhook && new URL(webhook.url).hostname;
    this.parts.activity.record('alerts.webhook-changed', this.#host(), actor, { host });
  }

  async testWebhook() {
    const webhook = await this.#shelf.webhook();
    if (!webhook) return { ok: false, words: NOT_SET };
    const { sender, clock, hostname } = this.parts;
    const answer = await sender.post(requestOf(webhook, tryMessage(clock.now()), hostname));
    await this.#keepResult(answer);
    return { ok: wasTaken(answer), words: webhookWords(answer) };
  }

  #host(): ActivitySubject {
    const { hostname } = this.parts;
    return { kind: 'host', id: hostname, name: hostname };
  }

  #look({ id, name, state }: WatchedMachine): void {
    const before = this.#before.get(id) ?? null;
    if (before === state) return;
    this.#before.set(id, state);
    const alert = this.#rules.machine.enabled ? raisedBy(before, state) : null;
    if (alert) this.#raise(alert, { kind: 'machine', id, name });
  }

  #clearCard(isKnown: boolean): void {
    const isHot = (record: AlertRecord) => isAbout(record, 'gpu-hot', GPU.id) && record.clearedAt === null;
    // Its guest fell silent, perhaps because of the heat: nobody is told that all is well.
    if (!isKnown) this.#change(markPosted(this.#book, isHot, false));
    this.#clear(isHot);
  }

  #weigh({ folder, freeBytes }: FolderSpace): void {
    const { enabled, freeGiB } = this.#rules.diskNearlyFull;
    if (!enabled) return;
    const limitBytes = freeGiB * GIB;
    const before = this.#isOpen('disk-nearly-full', folder) ? RAISED : CALM;
    const reading = { zone: diskZone(freeBytes, limitBytes), at: this.parts.clock.now() };
    const { happened } = step(before, reading, DISK_PATIENCE);
    if (happened === 'cleared') this.#clear((record) => isAbout(record, 'disk-nearly-full', folder));
    if (happened !== 'raised') return;
    const subject: AlertSubject = { kind: 'host', id: folder, name: this.parts.hostname };
    this.#raise({ kind: 'disk-nearly-full', facts: { path: folder, freeBytes, limitBytes } }, subject);
  }

  #isOpen(kind: Alert['kind'], subjectId: string): boolean {
    return this.#book.some((record) => isAbout(record, kind, subjectId) && record.clearedAt === null);
  }

  #raise(alert: Alert, subject: AlertSubject): void {
    const { clock, newId } = this.parts;
    const { book, news } = raise(this.#book, { ...alert, id: newId(), subject }, clock.now());
    this.#change(book);
    if (news) this.#post(messageOf(news), () => this.#change(markPosted(this.#book, ({ id }) => id === news.id, true)));
  }

  #tellOver(records: readonly LastingRecord[]): void {
    for (const record of records) this.#post(allClearOf(record), () => undefined);
    const ids = new Set(records.map(({ id }) => id));
    this.#change(markPosted(this.#book, ({ id }) => ids.has(id), false));
  }

  #post(message: AlertMessage, taken: () => void): void {
    this.#delivery.send(async () => {
      const webhook = await this.#shelf.webhook();
      return webhook && requestOf(webhook, message, this.parts.hostname);
    }, taken);
  }

  #awaited(record: AlertRecord): boolean {
    return record.clearedAt === null && owesAllClear(record);
  }

  /** While a machine writes there, or somebody far away waits to hear that there is room. */
  #watchDisks(): void {
    const waits = this.#book.some((record) => record.kind === 'disk-nearly-full' && this.#awaited(record));
    const isWanted = waits || this.parts.machines().some(({ state }) => isUp(state));
    this.#disks.want(this.#rules.diskNearlyFull.enabled && isWanted);
  }

  #clear(over: (record: AlertRecord) => boolean): void {
    this.#change(clear(this.#book, over, this.parts.clock.now()));
  }

  #change(book: AlertBook): void {
    if (book === this.#book) return;
    this.#book = book;
    this.#keeping = this.#keeping.then(() => this.#shelf.keepBook(book)).catch(this.parts.failed);
    this.parts.events.emit('alert');
    this.#allClear.look();
    this.#watchDisks();
  }

  async #keepResult(answer: WebhookAnswer): Promise<void> {
    const webhook = await this.#shelf.webhook();
    if (!webhook) return;
    const lastResult = { at: this.parts.clock.now(), ok: wasTaken(answer), words: webhookWords(answer) };
    await this.#shelf.keepWebhook({ ...webhook, lastResult });
    this.parts.events.emit('alert');
  }
}

function viewOf({ posted: _, ...record }: AlertRecord): AlertView {
  const { name } = record.subject;
  return { ...record, title: alertTitle(record.kind, name), text: alertWords(record, name) };
}
