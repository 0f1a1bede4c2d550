import type { Finding } from '@baton/model/host/finding';
import type { Operation, OperationStep, StepKind } from '@baton/model/operation/operation';
import type { OperationHandle, OperationRecorder, OperationSpec } from '../../src/operations/recorder';

/** Operations in memory: enough to read the timeline back. */
export class MemoryRecorder implements OperationRecorder {
  readonly operations: RecordedOperation[] = [];

  begin(spec: OperationSpec): RecordedOperation {
    const operation = new RecordedOperation(`op-${this.operations.length + 1}`, spec);
    this.operations.push(operation);
    return operation;
  }

  get last(): RecordedOperation {
    const last = this.operations.at(-1);
    if (!last) throw new Error('no operation was begun');
    return last;
  }
}

export class RecordedOperation implements OperationHandle {
  steps: OperationStep[] = [];
  state: Operation['state'] = 'running';
  problem: Operation['problem'];
  /** Resolves when it has ended. */
  readonly over: Promise<void>;
  #end: () => void = () => undefined;

  constructor(
    readonly id: string,
    readonly spec: OperationSpec,
  ) {
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.plan(spec.steps);
  }

  /** `detach done`, `bind failed`... in order. */
  get story(): readonly string[] {
    return this.steps.filter((step) => step.state !== 'todo').map((step) => `${step.kind} ${step.state}`);
  }

  plan(steps: readonly StepKind[]): void {
    const waiting = this.steps.findIndex((step) => step.state === 'todo');
    const at = waiting === -1 ? this.steps.length : waiting;
    const from = this.steps.length;
    this.steps.splice(at, 0, ...steps.map((kind, index) => ({ id: `${from + index}`, kind, state: 'todo' as const })));
  }

  async step<T>(kind: StepKind, work: (note: (detail: string) => void) => Promise<T>): Promise<T> {
    const planned = this.steps.findIndex((step) => step.kind === kind && step.state === 'todo');
    const index = planned === -1 ? this.steps.push({ id: `${this.steps.length}`, kind, state: 'todo' }) - 1 : planned;
    this.#set(index, { state: 'running' });
    try {
      const result = await work((detail) => this.#set(index, { detail }));
      this.#set(index, { state: 'done' });
      return result;
    } catch (error) {
      this.#set(index, { state: 'failed' });
      throw error;
    }
  }

  readonly findings: Finding[] = [];

  finding(found: Finding): void {
    this.findings.push(found);
  }

  undoing(): void {
    this.state = 'undoing';
  }

  undone(kind: StepKind): void {
    const index = this.steps.findLastIndex((step) => step.kind === kind && step.state === 'done');
    if (index >= 0) this.#set(index, { state: 'undone' });
  }

  async succeed(): Promise<void> {
    this.state = 'succeeded';
    this.#end();
  }

  async fail(problem: NonNullable<Operation['problem']>, outcome: 'failed' | 'undone'): Promise<void> {
    this.problem = problem;
    this.state = outcome;
    this.#end();
  }

  #set(index: number, change: Partial<OperationStep>): void {
    const step = this.steps[index];
    if (step) this.steps[index] = { ...step, ...change };
  }
}
