import { isUp, type RunEnd } from '@baton/model/machine/state';
import type { QmpEvent } from '@baton/qmp';
import type { EventHub } from '../events/hub';
import type { Clock } from '../ports/clock';
import type { LaunchRecord, MachineFiles } from '../ports/machine-files';
import type { MachineUse } from '../profiles/service';
import { DiskClaims } from './disks/claims';
import { MachineDriver } from './driver';
import { GuestLink } from './guest/link';

const WORDS_LINES = 6;

/** One machine: its driver and what is known of its present or last run. */
export interface Member {
  readonly id: string;
  /** As the profile is called now. */
  name: string;
  readonly driver: MachineDriver;
  /** The line to the agent in its guest. */
  readonly guest: GuestLink;
  /** The run that is going on, or the last one. */
  runId: string | null;
  operationId: string | null;
  /** What the present run was started with; null while it is not up. */
  launch: LaunchRecord | null;
  /** QEMU told that it ends: its own event, for the history's line about the end. */
  farewell: QmpEvent | null;
  /** The present run has the GPU. */
  withGpu: boolean;
  /** Set while an operation looks after the end itself: a start, or the shutdown that is part of a switch. */
  attended: boolean;
  /** Resolves when the GPU of the last run has been taken back; a new start waits for it. */
  returning: Promise<void>;
  /** Resolves when the host has back what it gave for the last run; a new start waits for it. */
  undressing: Promise<void>;
}

export interface FleetDeps {
  readonly clock: Clock;
  readonly files: MachineFiles;
  readonly hub: EventHub;
  readonly onEnded: (member: Member, end: RunEnd) => void;
  /** Whatever QEMU tells of a machine. */
  readonly onEvent: (member: Member, event: QmpEvent) => void;
  /** Nothing is known of a machine any more. */
  readonly onForgotten: (id: string) => Promise<void>;
}

/** All machines of this host, one driver each. */
export class Fleet implements MachineUse {
  readonly #members = new Map<string, Member>();
  /** Profiles that are deleted or about to be; ids are never given again. */
  readonly #retired = new Set<string>();
  /** Work on their disks: no start beside it. */
  readonly diskClaims = new DiskClaims();

  constructor(private readonly deps: FleetDeps) {}

  /** The machine of a profile; made when it is asked for first. */
  member(id: string, name: string): Member {
    const known = this.#members.get(id);
    if (known) {
      known.name = name;
      return known;
    }
    const made = this.#make(id, name);
    this.#members.set(id, made);
    return made;
  }

  find(id: string): Member | null {
    return this.#members.get(id) ?? null;
  }

  up(): readonly Member[] {
    return [...this.#members.values()].filter((member) => isUp(member.driver.state));
  }

  down(): readonly Member[] {
    return [...this.#members.values()].filter((member) => !isUp(member.driver.state));
  }

  isUp(id: string): boolean {
    const member = this.#members.get(id);
    return member !== undefined && isUp(member.driver.state);
  }

  startedRevision(id: string): number | null {
    return this.isUp(id) ? (this.#members.get(id)?.launch?.revision ?? null) : null;
  }

  retire(id: string): boolean {
    if (this.isUp(id)) return false;
    this.diskClaims.refuseStart(id, this.#members.get(id)?.name ?? '');
    this.#retired.add(id);
    return true;
  }

  isRetired(id: string): boolean {
    return this.#retired.has(id);
  }

  keep(id: string): void {
    this.#retired.delete(id);
  }

  async forget(id: string): Promise<void> {
    // What the host has to take back is written down among its files.
    await this.#members.get(id)?.undressing;
    this.#members.delete(id);
    await this.deps.files.remove(id);
    await this.deps.onForgotten(id);
  }

  /** Lets go of every guest and every monitor. The machines live on, and none of them frozen. */
  async leave(): Promise<void> {
    await Promise.all(this.up().map(({ guest }) => guest.leave()));
    for (const { driver } of this.#members.values()) driver.leave();
  }

  #make(id: string, name: string): Member {
    const { clock, files, hub, onEnded, onEvent } = this.deps;
    const onChange = () => hub.emit('machine', id);
    const guest = new GuestLink({ clock, onChange, socket: files.paths(id).sockets.agent });
    const driver = new MachineDriver({
      ...{ clock, guest, onChange },
      words: () => files.qemuWords(id, WORDS_LINES),
      onEnded: (end) => onEnded(member, end),
      onEvent: (event) => onEvent(member, event),
    });
    const member: Member = {
      id,
      name,
      driver,
      guest,
      runId: null,
      operationId: null,
      launch: null,
      farewell: null,
      withGpu: false,
      attended: false,
      returning: Promise.resolve(),
      undressing: Promise.resolve(),
    };
    return member;
  }
}
