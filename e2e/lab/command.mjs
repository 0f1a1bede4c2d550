// @ts-check
import { spawn } from 'node:child_process';

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string }} RunOptions */

/** Some of what the build calls stands in sbin, which a plain user's PATH leaves out. */
const PATH = [process.env.PATH, '/usr/sbin', '/sbin'].filter(Boolean).join(':');
const TAIL_LINES = 20;

/**
 * Runs a command to its end.
 * @param {readonly [string, ...string[]]} argv
 * @param {RunOptions} [options]
 * @returns {Promise<string>} its stdout
 */
export function run(argv, { cwd, env, input } = {}) {
  const [command, ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, PATH, ...env } });
    const endWithUs = () => void child.kill();
    process.once('exit', endWithUs);
    let stdout = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      all += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      all += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', endWithUs);
      if (code === 0) return resolve(stdout);
      const tail = all.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
      reject(new Error(`${argv.slice(0, 3).join(' ')} ... ended with ${code}:\n${tail}`));
    });
    child.stdin.on('error', () => {}).end(input ?? '');
  });
}
