import type { MachineRun, Runs } from '@baton/db';
import type { RunEnd } from '@baton/model/machine/state';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { GpuLender } from '../handover/lender';
import type { Activity } from '../operations/activity';
import type { Clock } from '../ports/clock';
import type { MachineFiles } from '../ports/machine-files';
import type { QemuLauncher } from '../ports/qemu-launcher';
import type { Conductor } from './conductor';
import type { Fleet, Member } from './fleet';

export interface AdoptionDeps {
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly files: MachineFiles;
  readonly launcher: QemuLauncher;
  readonly lender: GpuLender;
  readonly conductor: Conductor;
  readonly runs: Pick<Runs, 'unfinished' | 'end'>;
  readonly activity: Activity;
}

/**
 * At agent start: every run without an end is either a process that still lives, and is taken over, or one that ended unseen, whose
 * GPU goes back. A process is known by pid, start time and the UUID on its command line; its monitor is asked for the UUID again.
 */
export async function adoptMachines(deps: AdoptionDeps): Promise<void> {
  const unfinished = await deps.runs.unfinished();
  const newest = new Map<string, MachineRun>();
  for (const run of unfinished) {
    if (newest.has(run.profileId)) await deps.runs.end(run.id, new Date(deps.clock.now()), unseen(deps.clock));
    else newest.set(run.profileId, run);
  }
  await Promise.all([...newest.values()].map((run) => adopt(deps, run)));
}

async function adopt(deps: AdoptionDeps, run: MachineRun): Promise<void> {
  const { fleet, files, launcher, lender, activity } = deps;
  const member = fleet.member(run.profileId, run.profileName);
  const launch = await files.readLaunch(member.id);
  const ours = launch?.runId === run.id ? launch : null;
  const paths = files.paths(member.id);
  member.runId = run.id;
  member.withGpu = run.gpu;
  member.launch = ours;
  // The lease first: nobody else may take the GPU while we look.
  if (run.gpu) lender.adopt({ id: member.id, name: member.name });
  const qemu = await launcher.adopt({
    machineId: member.id,
    uuid: run.uuid,
    identity: run.pid && run.procStartTicks ? { pid: run.pid, startTicks: run.procStartTicks } : null,
    pidFile: paths.pidFile,
    gpu: (ours?.gpu ?? null) as GpuAssignment | null,
  });
  if (!qemu) return endedUnseen(deps, member);
  await member.driver.adopt(qemu, paths.sockets.qmp, run.startedAt.getTime());
  if (await isAnother(member, run.uuid)) {
    member.driver.leave();
    return endedUnseen(deps, member);
  }
  activity.record('machine.adopted', { kind: 'machine', id: member.id, name: member.name }, null);
}

/** A monitor that does not answer now is asked again by the driver; one that answers for another machine is not ours. */
async function isAnother({ driver }: Member, uuid: string): Promise<boolean> {
  const answer = await driver.session?.execute('query-uuid').catch(() => undefined);
  return answer !== undefined && answer.UUID !== uuid;
}

function endedUnseen({ clock, conductor }: AdoptionDeps, member: Member): void {
  const end = unseen(clock);
  member.driver.ended(end);
  conductor.ended(member, end);
}

function unseen(clock: Clock): RunEnd {
  return { at: clock.now(), cause: 'ended-unseen' };
}
