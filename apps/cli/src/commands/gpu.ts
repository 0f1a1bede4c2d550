import type { DryRunTarget, GpuMoveTarget } from '@baton/api/services';
import type { DryRunView } from '@baton/api/views';
import { describeLine, findingWords, holderWords, operationWords, stepWords } from '@baton/model/describe';
import type { RecoveryKind } from '@baton/model/handover/recover';
import type { StepKind } from '@baton/model/operation/operation';
import { fail, ProblemError } from '@baton/model/problem';
import type { Agent } from '../agent';
import { type Output, show } from '../output';
import { find } from './machine';
import { operationEnd, stepLines } from './waiting';

/** `baton gpu status`: the GPU's holder, state and functions. */
export async function gpuStatus({ api }: Agent, output: Output): Promise<void> {
  const gpu = await api.gpu.view.query();
  show(output, gpu, (view) => {
    if (!view) return ['This host has no discrete GPU.'];
    return [
      `${view.name}  ${view.address}`,
      `${holderWords(view.holder)}${view.asleep ? ', asleep' : ''} (${view.state.kind})`,
      ...view.functions.map((fn) => `  ${fn.address}  ${fn.driver ?? 'no driver'}  ${fn.powerState}  ${fn.name}`),
      ...view.processes.map((process) => `  pid ${process.pid}  ${process.user}  ${process.command}`),
      ...view.blockers.map((problem) => `  ${describeLine(problem)}`),
    ];
  });
}

/** `baton gpu evidence`: why Baton says what it says of the GPU. */
export async function gpuEvidence({ api }: Agent, output: Output): Promise<void> {
  const [gpu, findings] = await Promise.all([api.gpu.view.query(), api.gpu.findings.query()]);
  if (!gpu) fail('gpu.none', {});
  const { state, evidence, power } = gpu;
  show(output, { state, evidence, power, findings }, () => [
    `${state.kind}, because`,
    ...evidence.map((line) => `  ${line}`),
    `Power switch: ${power.backend} (${power.because}); available: ${power.available.join(', ')}`,
    ...findings.map((found) => `Note: ${findingWords(found).title}. ${findingWords(found).what}`),
  ]);
}

/** `baton gpu dry-run TARGET`: every write of a hand-over before it happens. */
export async function gpuDryRun(agent: Agent, output: Output, target: string): Promise<void> {
  const plan = await agent.api.gpu.dryRun.query(await dryRunTarget(agent, target));
  show(output, plan, planLines);
}

async function dryRunTarget(agent: Agent, target: string): Promise<DryRunTarget> {
  if (target === 'host' || target === 'off') return { to: target };
  if (target === 'reset' || target === 'rescan') return { to: 'recover', how: target };
  return { to: 'machine', machineId: (await find(agent, target)).id };
}

function planLines({ steps, blockers, findings, qemuArgv }: DryRunView): readonly string[] {
  return [
    ...blockers.map((problem) => `Refused: ${describeLine(problem)}`),
    ...findings.map((found) => `Note: ${findingWords(found).title}. ${findingWords(found).what}`),
    ...steps.flatMap(({ kind, writes, commands }) => [
      stepWords(kind as StepKind),
      ...commands.map((argv) => `  ${argv.join(' ')}`),
      ...writes.map(({ path, value }) => `  ${JSON.stringify(value)} > ${path}`),
    ]),
    ...(qemuArgv ? [qemuArgv.join(' ')] : []),
  ];
}

/** `baton gpu move host|off` */
export function gpuMove(agent: Agent, output: Output, ask: { to: GpuMoveTarget['to']; wait?: boolean }): Promise<void> {
  return follow(agent, output, { begin: () => agent.api.gpu.move.mutate({ to: ask.to }), wait: ask.wait });
}

/** `baton gpu recover reset|rescan` */
export function gpuRecover(agent: Agent, output: Output, ask: { how: RecoveryKind; wait?: boolean }): Promise<void> {
  return follow(agent, output, { begin: () => agent.api.gpu.recover.mutate({ how: ask.how }), wait: ask.wait });
}

async function follow(
  agent: Agent,
  output: Output,
  ask: { begin: () => Promise<{ operationId: string }>; wait?: boolean },
): Promise<void> {
  const begun = await ask.begin();
  if (!ask.wait) {
    show(output, begun, () => ['Under way.']);
    return;
  }
  const operation = await operationEnd(agent, begun.operationId);
  show(output, operation, ({ kind, subject, steps }) => [
    ...stepLines(steps),
    `${operationWords(kind, subject.name)}: done.`,
  ]);
}

/** `baton gpu ask-to-close PID`: SIGTERM to one process that has the GPU open. */
export async function gpuAskToClose({ api }: Agent, output: Output, pid: number): Promise<void> {
  const found = (await api.gpu.view.query())?.processes.find((process) => process.pid === pid);
  if (!found) throw new ProblemError({ code: 'gpu.not-a-holder', facts: { pid } });
  await api.gpu.askToClose.mutate({ pid, startTicks: found.startTicks });
  show(output, { pid, command: found.command }, () => [`${found.command} (pid ${pid}) was asked to close.`]);
}

/** `baton gpu keep`: says that the screen lives, or wants the GPU back. */
export async function gpuAnswer({ api }: Agent, output: Output, answer: 'keep' | 'return'): Promise<void> {
  const asked = (await api.gpu.view.query())?.keepQuestion;
  const taken = asked ? await api.gpu.answerKeep.mutate({ operationId: asked.operationId, answer }) : false;
  show(output, { taken }, () => [taken ? 'Answered.' : 'Nothing was asked.']);
}
