import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { OperationService } from '@baton/api/services';
import type { Operations } from '@baton/db';
import { stepWords } from '@baton/model/describe';
import { isOver, type Operation } from '@baton/model/operation/operation';
import { fail, problem } from '@baton/model/problem';
import type { EventHub } from '../events/hub';
import type { Activity } from './activity';
import { Estimates } from './estimates';
import type { OperationHandle, OperationRecorder, OperationSpec } from './recorder';
import { type OperationKeeper, RunningOperation } from './running-operation';
import { fromRow, toStored } from './stored-operation';

/** Steps that follow each other closely are saved together: a hand-over is not held up by its own history. */
const SAVE_AFTER_MS = 300;
const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_DAYS = 180;
/** Operations looked through for a filter that the database does not know, and for estimates. */
const SCAN_MAX = 500;

export interface OperationRecordParts {
  readonly operations: Operations;
  readonly events: EventHub;
  readonly activity: Activity;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** All operations: the running ones in memory, each saved at begin, soon after each step's end, and at the end. */
export class OperationRecord implements OperationRecorder, OperationService {
  readonly #running = new Map<string, RunningOperation>();
  readonly #estimates = new Estimates();
  /** Changes that wait for their turn to be written: only the newest of an operation counts. */
  readonly #unsaved = new Map<string, Operation>();
  #written: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: OperationRecordParts) {}

  /** At start: what the last agent left running was interrupted; what ended teaches how long steps take. */
  async prepare(): Promise<void> {
    const { operations, now } = this.parts;
    for (const row of await operations.list({ state: 'running', limit: SCAN_MAX }))
      await this.#interrupted(fromRow(row));
    const ended = await operations.list({ limit: SCAN_MAX });
    for (const row of ended.reverse()) this.#estimates.learn(fromRow(row));
    await operations.prune(new Date(now() - KEPT_DAYS * DAY_MS));
  }

  begin(spec: OperationSpec): OperationHandle {
    const operation: Operation = {
      id: randomUUID(),
      kind: spec.kind,
      subject: spec.subject,
      runId: spec.runId,
      handover: spec.handover,
      requestedBy: spec.actor.name,
      state: 'running',
      startedAt: this.parts.now(),
      steps: [],
    };
    const running = new RunningOperation(operation, this.#keeper(operation.subject.id));
    this.#running.set(operation.id, running);
    running.plan(spec.steps);
    const { subject, startedAt, ...row } = running.snapshot;
    void this.#write(() =>
      this.parts.operations.start({
        id: row.id,
        kind: row.kind,
        subjectKind: subject.kind,
        subjectId: subject.id,
        requestedBy: row.requestedBy,
        startedAt: new Date(startedAt),
        steps: toStored(running.snapshot),
      }),
    );
    this.parts.events.emit('operation', operation.id);
    return running;
  }

  async get(id: string): Promise<Operation> {
    const running = this.#running.get(id);
    if (running) return running.snapshot;
    const row = await this.parts.operations.byId(id);
    if (!row) fail('operation.not-found', { id });
    return fromRow(row);
  }

  async list(filter: Parameters<OperationService['list']>[0]): Promise<readonly Operation[]> {
    const { limit, machineId, runId, gpu } = filter;
    const scanned = runId !== undefined || gpu ? SCAN_MAX : limit;
    const subject = machineId === undefined ? {} : { subjectId: machineId };
    const rows = await this.parts.operations.list({ limit: scanned, ...subject });
    // The database lags behind what runs; memory has the truth of those.
    const running = [...this.#running.values()].map((each) => each.snapshot);
    const saved = rows.filter((row) => !this.#running.has(row.id)).map(fromRow);
    return [...running, ...saved]
      .filter((operation) => machineId === undefined || operation.subject.id === machineId)
      .filter((operation) => runId === undefined || operation.runId === runId)
      .filter((operation) => !gpu || concernsGpu(operation))
      .sort((a, b) => b.startedAt - a.startedAt)
      .slice(0, limit);
  }

  /** True while an operation runs that hands the GPU over. */
  get movesGpu(): boolean {
    return [...this.#running.values()].some(({ snapshot }) => concernsGpu(snapshot));
  }

  /** Resolves when everything told so far is written. */
  async settled(): Promise<void> {
    for (const id of this.#unsaved.keys()) this.#saveNow(id);
    await this.#written;
  }

  #keeper(subjectId: string): OperationKeeper {
    return {
      now: this.parts.now,
      estimate: (kind) => this.#estimates.of(kind, subjectId),
      changed: (operation, save) => {
        if (save) this.#saveSteps(operation);
        this.parts.events.emit('operation', operation.id);
      },
      ended: (operation) => this.#ended(operation),
    };
  }

  #saveSteps(operation: Operation): void {
    const { id } = operation;
    const waits = this.#unsaved.has(id);
    this.#unsaved.set(id, operation);
    if (!waits) setTimeout(() => this.#saveNow(id), SAVE_AFTER_MS).unref();
  }

  #saveNow(id: string): void {
    const newest = this.#unsaved.get(id);
    this.#unsaved.delete(id);
    if (newest) void this.#write(() => this.parts.operations.setSteps(id, toStored(newest)));
  }

  async #ended(operation: Operation): Promise<void> {
    const { id, kind, state, subject } = operation;
    // The end holds all steps.
    this.#unsaved.delete(id);
    this.#estimates.learn(operation);
    this.parts.events.emit('operation', id);
    await this.#write(() => this.#saveEnd(operation));
    this.#running.delete(id);
    if (state === 'succeeded' || state === 'failed' || state === 'undone') {
      const actor = { name: operation.requestedBy };
      this.parts.activity.record('operation.ended', subject, actor, { operationId: id, operation: kind, state });
    }
    // Once more: the activity list has it now.
    this.parts.events.emit('operation', id);
  }

  async #saveEnd(operation: Operation): Promise<void> {
    const { id, state, endedAt = this.parts.now(), problem: cause } = operation;
    if (!isOver(operation) || state === 'running' || state === 'undoing') return;
    const end = { state, endedAt: new Date(endedAt), steps: toStored(operation), problem: cause };
    await this.parts.operations.finish(id, end);
  }

  async #interrupted(operation: Operation): Promise<void> {
    const at = this.parts.now();
    const last = operation.steps.find((step) => step.state === 'running') ?? operation.steps.at(0);
    const steps = operation.steps.map((step) =>
      step.state === 'running' ? { ...step, state: 'failed' as const, endedAt: at } : step,
    );
    const step = last ? stepWords(last.kind) : operation.kind;
    const cause =
      operation.kind === 'backup' ? problem('backup.interrupted', {}) : problem('handover.interrupted', { step });
    await this.#saveEnd({ ...operation, state: 'failed', endedAt: at, steps, problem: cause });
  }

  /** One after the other, so that an older state never overwrites a newer one. A failure is told and costs only that record. */
  #write(work: () => Promise<unknown>): Promise<unknown> {
    // Pages first: a query takes milliseconds of this thread before it waits for the disk.
    this.#written = this.#written.then(turn).then(work).catch(this.parts.failed);
    return this.#written;
  }
}

/** Whether the GPU changes hands in it. */
export function concernsGpu({ handover, subject }: Pick<Operation, 'handover' | 'subject'>): boolean {
  return handover !== undefined || subject.kind === 'gpu';
}
