import type { Alert, AlertFacts, AlertKind } from '../alert/alert';
import type { TlsFault, WebhookAnswer } from '../alert/webhook';
import type { EndCause } from '../machine/state';

const GIB = 1024 ** 3;

type AlertWords = { readonly [Kind in AlertKind]: (name: string, facts: AlertFacts[Kind]) => string };

const ENDED_WORDS = {
  crashed: 'QEMU crashed or was killed',
  'ended-by-host': 'the host ended it',
  'guest-panicked': 'its guest crashed (kernel panic)',
  'start-failed': 'it could not start',
  'guest-powered-off': 'its guest powered off',
  'shut-down': 'it was shut down',
  'forced-off': 'it was forced off',
  'ended-unseen': 'it ended while Baton was not watching',
} satisfies Record<EndCause, string>;

const PAUSED_WORDS = {
  'disk-full': 'its storage is full. Free space, then resume it.',
  'io-error': 'its disk reported an error. Look at the disk of the host, then resume it.',
} satisfies Record<AlertFacts['machine-paused']['reason'], string>;

const ALERT_WORDS: AlertWords = {
  'gpu-hot': (name, { celsius, limit }) =>
    `${name} is at ${Math.round(celsius)} °C, at or over your limit of ${limit} °C. Give it air, or less to do.`,
  'disk-nearly-full': (_, { path, freeBytes, limitBytes }) =>
    `Only ${gib(freeBytes)} are free in ${path}, less than your limit of ${gib(limitBytes)}. A machine whose disk cannot grow is paused: free space.`,
  'machine-paused': (name, { reason }) => `${name} was paused: ${PAUSED_WORDS[reason]}`,
  'guest-crashed': (name) => `The guest of ${name} crashed (kernel panic). Look at its screen and log, then reboot it.`,
  'machine-ended': (name, { cause }) =>
    `${name} stopped unexpectedly: ${ENDED_WORDS[cause]}. Its page and log tell more.`,
  'memory-failure': (name) =>
    `Memory of the host failed in a part that ${name} uses. Save your work in it, shut it down, and test the memory.`,
};

const TITLES = {
  'gpu-hot': () => 'GPU is hot',
  'disk-nearly-full': () => 'Storage is nearly full',
  'machine-paused': (name) => `${name} is paused`,
  'guest-crashed': (name) => `${name}: guest crashed`,
  'machine-ended': (name) => `${name} stopped unexpectedly`,
  'memory-failure': (name) => `${name}: memory failure`,
} satisfies Record<AlertKind, (name: string) => string>;

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}

/** The whole of it in a sentence or two: what, why, and what to do. */
export function alertWords({ kind, facts }: Alert, name: string): string {
  const words = ALERT_WORDS[kind] as (name: string, facts: Alert['facts']) => string;
  return words(name, facts);
}

/** A few words, for a heading. */
export function alertTitle(kind: AlertKind, name: string): string {
  return TITLES[kind](name);
}

const OR_HTTP = 'Give it one that this host trusts, or use http on your own network.';
const TLS_WORDS = {
  'self-signed': `The server’s certificate is self-signed. ${OR_HTTP}`,
  'unknown-issuer': `The server’s certificate is of an issuer that this host does not know. ${OR_HTTP}`,
  expired: 'The server’s certificate is not valid now. Renew it, or set the clock of this host.',
  'other-name': 'The server’s certificate is for another name. Enter the name that it is for.',
  'no-tls': 'The server does not speak TLS there. Enter the URL with http, or another port.',
  other: `A safe connection could not be made. ${OR_HTTP}`,
} satisfies Record<TlsFault, string>;

/** What became of a webhook's request, for whoever set it up. Never says the URL: it may carry a secret. */
export function webhookWords(answer: WebhookAnswer): string {
  switch (answer.kind) {
    case 'answered':
      return answeredWords(answer.status);
    case 'timeout':
      return `No answer within ${answer.seconds} s. Is the server up, and may this host reach it?`;
    case 'name-not-found':
      return 'The name of the server was not found. Check the URL, and the network of this host.';
    case 'refused':
      return 'Nothing listens there: the connection was refused. Check the port.';
    case 'unreachable':
      return 'The server cannot be reached from this host. Check the network.';
    case 'tls':
      return TLS_WORDS[answer.fault];
    case 'broken':
      return `The connection broke (${answer.reason}). Check the URL.`;
  }
}

function answeredWords(status: number): string {
  if (status >= 200 && status < 300) return `Taken by the server (${status}).`;
  if (status >= 300 && status < 400) {
    return `The server points elsewhere (${status}), and Baton does not follow. Enter the address it points to.`;
  }
  if (status === 401 || status === 403) return `The server refused it (${status}). Check the token in the URL.`;
  if (status === 404) return 'The server knows no such address (404). Check the path of the URL.';
  return `The server answered with an error (${status}).`;
}
