import type { ProblemWire } from "@steadyhand/api";
import type { FastifyInstance } from "fastify";
import { presentProblem, TooOften } from "./problem.ts";

/** Answers every error as problem+json, without the secrets of what it quotes; what is our own fault is logged whole. */
export function answerProblems(app: FastifyInstance, redact: (text: string) => string): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = withoutSecrets(presentProblem(error), redact);
    if (problem.status >= 500) request.log.error({ err: error }, "a request failed");
    if (error instanceof TooOften) reply.header("retry-after", error.retryAfterSeconds);
    return reply.code(problem.status).type("application/problem+json").serializer(JSON.stringify).send(problem);
  });
}

function withoutSecrets(problem: ProblemWire, redact: (text: string) => string): ProblemWire {
  const { detail, hint, issues } = problem;
  return {
    ...problem,
    detail: redact(detail),
    hint: hint && redact(hint),
    issues: issues?.map(({ path, message }) => ({ path: redact(path), message: redact(message) })),
  };
}
