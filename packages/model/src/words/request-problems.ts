import { sentence } from './phrase';
import type { WordsFor } from './words';

/** A request that got no answer, or none that is of use. */
export const REQUEST_PROBLEMS: WordsFor<'agent' | 'request' | 'operation' | 'log' | 'internal'> = {
  'agent.unreachable': () => ({
    title: 'Baton did not answer',
    what: 'The connection to the laptop was lost while this was asked.',
    next: 'Check that the laptop is awake and on the same network, then try again.',
  }),
  'request.invalid': ({ issues }) => ({
    title: 'Something is not right in the form',
    what: issues.map((issue) => sentence(issue.message)).join(' '),
    next: 'Correct it, then save again.',
  }),
  'operation.not-found': () => ({
    title: 'No such operation',
    what: 'It is too long ago and was cleared away.',
    next: 'Look at Activity for newer ones.',
  }),
  'log.not-found': () => ({
    title: 'No log yet',
    what: 'This machine has not written anything yet.',
    next: 'Start it, then look again.',
  }),
  internal: ({ reference }) => ({
    title: 'Something went wrong in Baton',
    what: `This is a defect. The agent's log has the details under ${reference}.`,
    next: 'Try again. If it stays, report it with that reference.',
  }),
};
