import {
  AnswerElevationBody,
  AnswerPromotionBody,
  AskElevationBody,
  Elevation,
  ElevationPage,
  LevelPage,
  LevelScope,
  LockRunbookBody,
  PromotionPage,
  RunbookTrust,
  RunbookTrustDetail,
  ScopeLevel,
  ScopeLevelDetail,
  SetLevelBody,
  SetTrustBody,
  TrustPage,
} from "@steadyhand/api";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import {
  presentElevation,
  presentLevelChange,
  presentPromotion,
  presentScope,
  presentTrust,
  presentTrustChange,
} from "../present/level.ts";
import type { Services } from "../services.ts";
import { ids } from "./ids.ts";

const ScopeParams = z.strictObject(LevelScope.shape);
const PromotionParams = z.strictObject({ promotionId: z.string().max(64) });
const ElevationParams = z.strictObject({ elevationId: z.string().max(64) });
const RunbookParams = z.strictObject({ runbookId: ids.runbookId });

type Needs = Pick<Services, "takeoverLevels" | "trust" | "elevations">;

export function levelRoutes(services: Needs): Route[] {
  return [
    ...scopeRoutes(services),
    ...promotionRoutes(services),
    ...trustRoutes(services),
    ...elevationRoutes(services),
  ];
}

function scopeRoutes({ takeoverLevels }: Needs): Route[] {
  return [
    route({
      operation: "listLevels",
      summary: "Subjects and projects with their takeover levels",
      answer: LevelPage,
      handle: async ({ caller }) => ({ items: (await takeoverLevels.list(caller)).map(presentScope) }),
    }),
    route({
      operation: "getLevel",
      summary: "The takeover level of a subject or project: who set it, when and why, and what the next one takes",
      params: ScopeParams,
      answer: ScopeLevelDetail,
      async handle({ caller, params }) {
        const { history, ...view } = await takeoverLevels.get(caller, params);
        return { ...presentScope(view), history: history.map(presentLevelChange) };
      },
    }),
    route({
      operation: "setLevel",
      summary: "Sets the takeover level of a subject or project; never above what its environments allow",
      params: ScopeParams,
      body: SetLevelBody,
      answer: ScopeLevel,
      async handle({ caller, params, body: { level, why, environment } }) {
        const request = { scope: params, level, why, ...(environment && { environment }) };
        return presentScope(await takeoverLevels.set(caller, request));
      },
    }),
  ];
}

function promotionRoutes({ takeoverLevels }: Needs): Route[] {
  const list = async (caller: Parameters<typeof takeoverLevels.promotions>[0]) => ({
    items: (await takeoverLevels.promotions(caller)).map(presentPromotion),
  });
  return [
    route({
      operation: "listPromotions",
      summary: "Offers to raise a level, open ones first",
      answer: PromotionPage,
      handle: ({ caller }) => list(caller),
    }),
    route({
      operation: "answerPromotion",
      summary: "Confirms an offer as a person, or declines it for 30 days",
      params: PromotionParams,
      body: AnswerPromotionBody,
      answer: PromotionPage,
      async handle({ caller, params, body }) {
        await takeoverLevels.answer(caller, params.promotionId, body);
        return list(caller);
      },
    }),
  ];
}

function trustRoutes({ trust }: Needs): Route[] {
  return [
    route({
      operation: "listTrust",
      summary: "Runbooks of which somebody said how far they are trusted, or that are locked",
      answer: TrustPage,
      handle: async ({ caller }) => ({ items: (await trust.list(caller)).map(presentTrust) }),
    }),
    route({
      operation: "getTrust",
      summary: "How far a runbook is trusted, and what was said of it",
      params: RunbookParams,
      answer: RunbookTrustDetail,
      async handle({ caller, params }) {
        const { history, ...view } = await trust.get(caller, params.runbookId);
        return { ...presentTrust(view), history: history.map(presentTrustChange) };
      },
    }),
    route({
      operation: "setTrust",
      summary: "Sets how far a runbook is trusted",
      params: RunbookParams,
      body: SetTrustBody,
      answer: RunbookTrust,
      handle: async ({ caller, params, body }) => presentTrust(await trust.set(caller, params.runbookId, body)),
    }),
    route({
      operation: "lockRunbook",
      summary: "Locks a runbook, so that nothing of it runs, or unlocks it",
      params: RunbookParams,
      body: LockRunbookBody,
      answer: RunbookTrust,
      handle: async ({ caller, params, body }) => presentTrust(await trust.lock(caller, params.runbookId, body)),
    }),
  ];
}

function elevationRoutes({ elevations }: Needs): Route[] {
  return [
    route({
      operation: "listElevations",
      summary: "Emergency elevations, newest first",
      answer: ElevationPage,
      handle: async ({ caller }) => ({ items: (await elevations.list(caller)).map(presentElevation) }),
    }),
    route({
      operation: "askElevation",
      summary: "Asks for one level more for a while; another person grants it",
      body: AskElevationBody,
      answer: Elevation,
      status: 201,
      handle: async ({ caller, body }) => presentElevation(await elevations.ask(caller, body)),
    }),
    route({
      operation: "answerElevation",
      summary: "Grants an elevation as another person, refuses it, or ends it before its time",
      params: ElevationParams,
      body: AnswerElevationBody,
      answer: Elevation,
      handle: async ({ caller, params, body }) =>
        presentElevation(await elevations.answer(caller, params.elevationId, body)),
    }),
  ];
}
