// @ts-check
import { equal } from 'node:assert/strict';
import { Refused } from './api.mjs';
import { until } from './until.mjs';

const SEEN_WITHIN_MS = 10_000;

/** @typedef {import('./api.mjs').Problem} Problem */

/**
 * The problem with which the agent refused. @param {Promise<unknown>} asked @param {Problem['code']} code
 * @returns {Promise<any>} its facts
 */
export async function refused(asked, code) {
  const problem = await asked.then(
    () => null,
    (error) => {
      if (error instanceof Refused) return error.problem;
      throw error;
    },
  );
  equal(problem?.code ?? 'no refusal', code, JSON.stringify(problem));
  return problem?.facts;
}

/**
 * The problem with which an operation ended.
 * @param {import('./agent-in-laptop.mjs').Operation} operation @param {'failed' | 'undone'} state @param {Problem['code']} code
 * @returns {any} its facts
 */
export function ended(operation, state, code) {
  equal(`${operation.state} ${operation.problem?.code}`, `${state} ${code}`, JSON.stringify(operation.problem));
  return operation.problem?.facts;
}

/**
 * A refusal to lend the GPU now: in the view, and when a machine is started.
 * @param {import('./agent-in-laptop.mjs').Agent} agent @param {Problem['code']} code @returns {Promise<any>} its facts
 */
export async function cannotLend(agent, code) {
  // A look may be a breath old.
  await until(`blocker ${code}`, async () => (await agent.gpu()).blockers[0]?.code === code, SEEN_WITHIN_MS);
  const started = await agent.startMachine('demo').catch((error) => error);
  const problem = started.problem;
  equal(problem?.code ?? 'it started', code, JSON.stringify(problem));
  return problem.facts;
}
