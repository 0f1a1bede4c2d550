import type { MachineService } from '@baton/api/services';
import type { MachineView } from '@baton/api/views';
import type { Actor } from '@baton/model/access/roles';
import type { MachineVerb } from '@baton/model/machine/actions';
import { isUp } from '@baton/model/machine/state';
import { fail, ProblemError } from '@baton/model/problem';
import { vcpuCount } from '@baton/model/profile/vcpus';
import type { GpuLender } from '../handover/lender';
import type { Activity } from '../operations/activity';
import type { BookEntry, ProfileBook, ReadableEntry } from '../profiles/book';
import type { Conductor } from './conductor';
import type { Fleet, Member } from './fleet';
import { asMany } from './many';
import type { Previewer } from './preview';

export interface MachineServiceDeps {
  readonly book: ProfileBook;
  readonly fleet: Fleet;
  readonly conductor: Conductor;
  readonly previewer: Previewer;
  readonly lender: GpuLender;
  readonly activity: Activity;
}

type Order = (member: Member) => Promise<void>;

export function createMachineService(deps: MachineServiceDeps): MachineService {
  const { book, fleet, conductor, previewer, lender, activity } = deps;

  const entry = async (id: string): Promise<BookEntry> => (await book.find(id)) ?? fail('machine.not-found', { id });

  const readable = async (id: string): Promise<ReadableEntry> => {
    const found = await entry(id);
    if (found.problem) throw new ProblemError(found.problem);
    return found;
  };

  const view = (found: BookEntry): MachineView => {
    const { id, name } = found;
    const member = fleet.member(id, name);
    const { state } = member.driver;
    const { memory, cpu, machine, gpu } = found.definition ?? {};
    return {
      id,
      name,
      memoryMiB: memory?.sizeMiB ?? 0,
      vcpus: cpu ? vcpuCount(cpu) : 0,
      firmware: machine?.firmware.kind ?? 'bios',
      wantsGpu: gpu?.wanted ?? false,
      holdsGpu: lender.leaseHolder()?.id === id,
      state,
      accelerator: isUp(state) ? (member.launch?.accelerator ?? null) : null,
      operationId: member.operationId,
      runId: member.runId,
      unreadable: found.problem,
      hasConsole: hasConsole(member),
    };
  };

  /** A verb that is no operation: done when the promise resolves. */
  const order = (verb: MachineVerb, carryOut: Order) => async (id: string, actor: Actor) => {
    const { name } = await entry(id);
    const member = fleet.member(id, name);
    await carryOut(member);
    activity.record('machine.asked', { kind: 'machine', id, name }, actor, { verb });
  };

  const verbs: Omit<MachineService, 'many'> = {
    list: async () => (await book.list()).map(view),
    view: async (id) => view(await entry(id)),
    start: async (id, options, actor) => conductor.start(await readable(id), options, actor),
    switchTo: async (id, actor) => conductor.switchTo(await readable(id), actor),
    async cancelStart(id, actor) {
      const { name } = await entry(id);
      const cancelled = conductor.cancelWait(id);
      if (cancelled) activity.record('machine.wait-cancelled', { kind: 'machine', id, name }, actor);
      return cancelled;
    },
    pause: order('pause', ({ driver, name }) => driver.pause(name)),
    resume: order('resume', ({ driver, name }) => driver.resume(name)),
    reboot: order('reboot', ({ driver, name }) => driver.reboot(name)),
    shutDown: order('shut-down', ({ driver, name }) => driver.shutDown(name)),
    forceOff: order('force-off', ({ driver, name }) => driver.forceOff(name)),
    async commandLine(id) {
      const found = await readable(id);
      const launch = fleet.find(id)?.launch;
      return launch ? launch.commandLine : previewer.commandLine(found.definition, id);
    },
    async arguments(id) {
      const found = await readable(id);
      const launch = fleet.find(id)?.launch;
      return launch?.arguments ?? previewer.arguments(found.definition, id);
    },
  };
  return { ...verbs, many: asMany(verbs, async (id) => (await book.find(id))?.name ?? '') };
}

/** QEMU serves its screen from the moment it is up until it is gone, when the guest has a virtual one. */
export function hasConsole(member: Member): boolean {
  return serves(member) && (member.launch?.hasScreen ?? true);
}

/** QEMU is up and answers at its sockets. */
export function serves({ driver }: Pick<Member, 'driver'>): boolean {
  const { kind } = driver.state;
  return kind === 'running' || kind === 'paused' || kind === 'stopping';
}
