// @ts-check
/** What the terminal shows. Plain lines: they read the same in a log file and over ssh. */

const bold = process.stdout.isTTY
  ? (/** @type {string} */ text) => `\u001b[1m${text}\u001b[22m`
  : (/** @type {string} */ text) => text;
const dim = process.stdout.isTTY
  ? (/** @type {string} */ text) => `\u001b[2m${text}\u001b[22m`
  : (/** @type {string} */ text) => text;

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** A heading for a stretch of work. @param {string} text */
export function sayStep(text) {
  say(`${bold('baton')}  ${text}`);
}

/** A line under the last heading. @param {string} text */
export function sayDetail(text) {
  say(`       ${dim(text)}`);
}

/**
 * Something that a person must know: what happened, then what to do.
 * @param {string} what
 * @param {string} next
 */
export function sayProblem(what, next) {
  process.stderr.write(`${bold('baton')}  ${what}\n       ${next}\n`);
}

/** @param {number} sinceMs performance.now() at the beginning */
export function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

const TICK_MS = 1000;

/**
 * Says what is being done and, on a terminal, how long it has taken so far.
 * @param {string} text
 * @returns {() => void} call when the work is over
 */
export function sayWorking(text) {
  sayStep(text);
  if (!process.stdout.isTTY) return () => {};
  const began = performance.now();
  const ticker = setInterval(
    () => process.stdout.write(`\r       ${Math.round((performance.now() - began) / 1000)} s `),
    TICK_MS,
  );
  return () => {
    clearInterval(ticker);
    process.stdout.write('\r\u001b[K');
  };
}
