import type { WordsFor } from './words';

/** Logging in, and what a role allows. */
export const ACCESS_PROBLEMS: WordsFor<'access'> = {
  'access.not-logged-in': () => ({
    title: 'Please log in',
    what: 'Your session has ended.',
    next: 'Log in again.',
  }),
  'access.forbidden': () => ({
    title: 'Not allowed',
    what: 'Your role does not allow this.',
    next: 'Ask an admin of this host.',
  }),
  'access.wrong-password': () => ({
    title: 'Wrong password',
    what: 'That is not the password of this host.',
    next: 'Check it and try again.',
  }),
  'access.throttled': ({ retryAfterSeconds }) => ({
    title: 'Too many tries',
    what: 'There were too many wrong passwords.',
    next: `Wait ${retryAfterSeconds} s, then try again.`,
  }),
  'access.setup-done': () => ({
    title: 'Already set up',
    what: 'A password was chosen before.',
    next: 'Log in with it.',
  }),
  'access.setup-token-wrong': () => ({
    title: 'This setup link is not valid',
    what: 'The link was used before, or it is from an earlier start of Baton.',
    next: 'Use the newest link that npm start printed in the terminal.',
  }),
  'access.password-too-short': ({ minimum }) => ({
    title: 'Too short',
    what: `A password needs at least ${minimum} characters.`,
    next: 'A few random words make a good one.',
  }),
  'access.password-too-long': ({ maximum }) => ({
    title: 'Too long',
    what: `Use at most ${maximum} characters.`,
    next: 'A few random words make a good one.',
  }),
};
