import type { FastifyInstance } from "fastify";
import { presentProblem, TooOften } from "./problem.ts";

/** Answers every error as problem+json; what is our own fault is logged whole. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = presentProblem(error);
    if (problem.status >= 500) request.log.error({ err: error }, "a request failed");
    if (error instanceof TooOften) reply.header("retry-after", error.retryAfterSeconds);
    return reply.code(problem.status).type("application/problem+json").serializer(JSON.stringify).send(problem);
  });
}
