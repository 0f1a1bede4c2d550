import type { WordsFor } from './words';

/** What machines do without being asked. */
export const AUTOMATION_PROBLEMS: WordsFor<'automation'> = {
  'automation.not-up': ({ name, afterName }) => ({
    title: `${afterName} is not running`,
    what: `${name} can wait only for a machine that runs, or that waits itself: ${afterName} has nothing to stop.`,
    next: `Start ${name} now, or choose another machine.`,
  }),
  'automation.up': ({ name }) => ({
    title: `${name} is up already`,
    what: `Only a machine that is stopped can wait for another one to stop.`,
    next: `Shut ${name} down first.`,
  }),
  'automation.self': ({ name }) => ({
    title: 'A machine cannot wait for itself',
    what: `${name} was asked to start when ${name} stops.`,
    next: 'Choose another machine. To start it again, use Reboot.',
  }),
  'automation.cycle': ({ name, afterName }) => ({
    title: 'These machines would wait for each other',
    what: `${afterName} waits, directly or by others, for ${name} to stop: neither would ever start.`,
    next: `Take back what ${afterName} waits for, or choose another machine.`,
  }),
};
