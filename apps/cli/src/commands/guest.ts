import type { GuestView } from '@baton/api/live/guest';
import type { Agent } from '../agent';
import { type Output, show, table } from '../output';
import { find } from './machine';

const AGENT_WORDS: Readonly<Record<GuestView['agent'], string>> = {
  off: 'none: the machine is not up',
  absent: 'none: install qemu-guest-agent in the guest',
  silent: 'there, but it does not answer',
  present: 'answers',
};

/** `baton machine guest NAME`: what it tells of itself through its agent. */
export async function machineGuest(agent: Agent, output: Output, name: string): Promise<void> {
  const { id } = await find(agent, name);
  show(output, await agent.api.guest.view.query({ id }), (view) =>
    table([
      ['Agent', view.version === null ? AGENT_WORDS[view.agent] : `${AGENT_WORDS[view.agent]}, ${view.version}`],
      ...(view.os === null ? [] : [['System', view.os]]),
      ...(view.hostname === null ? [] : [['Name', view.hostname]]),
      ...view.addresses.map((address) => ['Address', address]),
    ]),
  );
}

export const BOARD_BUTTONS = ['power', 'nmi', 'wake'] as const;
export type BoardButton = (typeof BOARD_BUTTONS)[number];

const SAID: Readonly<Record<BoardButton, string>> = {
  power: 'had its power button pressed. What the guest does with it is its own choice',
  nmi: 'was sent an NMI. What the guest tells of it stands in its log or on its screen',
  wake: 'goes on where it fell asleep',
};

/** `baton machine press NAME power|nmi|wake`: asked of the board that the guest runs on; nothing is waited for. */
export async function machinePress(
  agent: Agent,
  output: Output,
  { name, button }: { readonly name: string; readonly button: BoardButton },
): Promise<void> {
  const machine = await find(agent, name);
  const { guest } = agent.api;
  const asked = { power: guest.powerButton, nmi: guest.nmi, wake: guest.wake }[button];
  await asked.mutate({ id: machine.id });
  show(output, { id: machine.id, button }, () => [`${machine.name} ${SAID[button]}.`]);
}
