import { may, type Permission } from '@baton/model/access/roles';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { Context } from './context';

/** Status names of tRPC by family of problem; the UI reads the problem, never the status. */
function trpcCode(p: Problem): TRPCError['code'] {
  if (p.code === 'access.not-logged-in' || p.code === 'access.wrong-password') return 'UNAUTHORIZED';
  if (p.code === 'access.throttled') return 'TOO_MANY_REQUESTS';
  if (p.code.startsWith('access.')) return 'FORBIDDEN';
  if (p.code.endsWith('.not-found')) return 'NOT_FOUND';
  if (p.code === 'internal') return 'INTERNAL_SERVER_ERROR';
  if (p.code === 'request.invalid') return 'BAD_REQUEST';
  return 'CONFLICT';
}

/** A TRPCError that carries our problem in its cause. */
export function trpcError(p: Problem): TRPCError {
  return new TRPCError({ code: trpcCode(p), message: p.code, cause: new ProblemError(p) });
}

function problemOf(error: TRPCError, report: (error: unknown) => string): Problem {
  if (error.cause instanceof ProblemError) return error.cause.problem;
  if (error.cause instanceof ZodError) {
    const issues = error.cause.issues.map((issue) => ({
      path: issue.path.map(String).join('.'),
      message: issue.message,
    }));
    return problem('request.invalid', { issues });
  }
  const defect = error.code === 'INTERNAL_SERVER_ERROR';
  return problem('internal', { reference: defect ? report(error.cause ?? error) : error.code });
}

const t = initTRPC.context<Context>().create({
  // No stack and no foreign message leaves the server: only the problem.
  errorFormatter: ({ shape, error, ctx }) => ({
    code: shape.code,
    message: error.cause instanceof ProblemError ? error.cause.problem.code : 'error',
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      path: shape.data.path,
      problem: problemOf(error, ctx?.report ?? (() => error.code)),
    },
  }),
  sse: { enabled: false },
});

/** Turns a ProblemError that a service threw into the right tRPC error. */
const problems = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof ProblemError) throw trpcError(result.error.cause.problem);
  return result;
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Answers without a session. Three procedures use it: session.state, session.setUp, session.login. */
export const openProcedure = t.procedure.use(problems);

/** Every other procedure: needs a session whose role holds `permission`. */
export function guarded(permission: Permission) {
  return openProcedure.use(async ({ ctx, next }) => {
    const actor = await ctx.actor();
    if (!actor) throw trpcError(problem('access.not-logged-in', {}));
    if (!may(actor.role, permission)) throw trpcError(problem('access.forbidden', { permission }));
    return next({ ctx: { ...ctx, actor } });
  });
}
