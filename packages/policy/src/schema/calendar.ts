import { weekdays } from "@steadyhand/core/policy";
import { z } from "zod";
import { environment, namedOnce, reason, ruleName, scopeName } from "./parts.ts";

const clock = (pattern: RegExp, last: string) =>
  z
    .string()
    .regex(pattern)
    .meta({ allowed: `a time from 00:00 to ${last}, such as 22:30` });

const timeZone = z
  .string()
  .refine(isTimeZone, {
    error: ({ input }) => `${JSON.stringify(input)} is no time zone`,
    params: { allowed: "a name of the IANA database, such as Europe/Zurich, or UTC" },
  })
  .meta({ description: "A name of the IANA database; UTC when not given", examples: ["Europe/Zurich"] });

const moment = z
  .string()
  .refine((text) => isMoment(text), {
    error: ({ input }) => `${JSON.stringify(input)} is no moment`,
    params: { allowed: "a date and time with its offset, such as 2026-12-24T18:00:00+01:00 or 2026-12-24T17:00:00Z" },
  })
  .meta({ examples: ["2026-12-24T17:00:00Z"] });

const everyWeek = z
  .strictObject({
    days: z
      .array(z.enum(weekdays))
      .min(1)
      .max(7)
      .meta({ allowed: `a list of: ${weekdays.join(", ")}` }),
    from: clock(/^([01]\d|2[0-3]):[0-5]\d$/, "23:59"),
    to: clock(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "24:00"),
    time_zone: timeZone.optional(),
  })
  .superRefine(({ from, to }, context) => {
    if (from !== to) return;
    const message = "it ends when it begins";
    const allowed = "another time; an earlier one is on the next day, and a whole day is 00:00 to 24:00";
    context.addIssue({ code: "custom", path: ["to"], message, params: { allowed } });
  })
  .meta({ description: "Hours of some days of every week. `to` before `from` is on the next day" });

/** Weekly times or two moments; one object, so that a slip in one of its keys is told as what it is. */
const weeklyOrDates = z
  .strictObject({
    days: everyWeek.shape.days
      .optional()
      .meta({ description: "Of every week; without it, `from` and `to` are moments" }),
    from: z.string(),
    to: z.string(),
    time_zone: timeZone.optional(),
  })
  .superRefine((value, context) => {
    if (value.days !== undefined) {
      for (const issue of everyWeek.safeParse(value).error?.issues ?? []) context.addIssue(asCustom(issue));
      return;
    }
    for (const name of ["from", "to"] as const) {
      for (const issue of moment.safeParse(value[name]).error?.issues ?? []) {
        context.addIssue({ ...asCustom(issue), path: [name] });
      }
    }
    if (value.time_zone !== undefined) {
      const allowed = "nothing, or days beside it";
      context.addIssue({
        code: "custom",
        path: ["time_zone"],
        message: "moments carry their own offset",
        params: { allowed },
      });
    }
    if (Date.parse(value.to) <= Date.parse(value.from)) {
      const allowed = `a moment after ${value.from}`;
      context.addIssue({ code: "custom", path: ["to"], message: "it ends before it begins", params: { allowed } });
    }
  })
  .meta({ description: "Hours of some days of every week, or from one moment to another" });

function asCustom(issue: z.core.$ZodIssue) {
  const said = issue.code === "custom" ? issue.params?.allowed : undefined;
  const allowed = said ?? "a time from 00:00 to 24:00, such as 22:30, as there are days";
  return {
    code: "custom" as const,
    path: [...issue.path],
    message: issue.code === "custom" ? issue.message : "this is no time of a day",
    params: { allowed },
  };
}

const applies = {
  environments: z.array(environment).min(1).optional().meta({ description: "Only in these" }),
  projects: z.array(scopeName).min(1).optional().meta({ description: "Only for these" }),
  subjects: z.array(scopeName).min(1).optional().meta({ description: "Only for these" }),
};

export const windows = z
  .array(z.strictObject({ name: ruleName, ...applies, when: everyWeek }))
  .max(200)
  .superRefine(namedOnce)
  .meta({
    description:
      "When changes may run by themselves. Where windows apply and none is open, a change waits for a person",
  });

export const freezes = z
  .array(
    z.strictObject({
      name: ruleName,
      reason,
      ...applies,
      when: weeklyOrDates,
      allows: z.enum(["nothing", "second_person"]).meta({
        description:
          "second_person: a change runs once the target's name was typed and two people granted it. nothing: none does",
      }),
    }),
  )
  .max(200)
  .superRefine(namedOnce)
  .meta({ description: "When nothing is changed" });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    // That is how `Intl` says that there is no such zone.
    return false;
  }
}

function isMoment(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}
