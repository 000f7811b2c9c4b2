import type { StatusWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useKeys } from "../keyboard/index.ts";
import { BlindPanel } from "./BlindPanel.tsx";
import { ElevationBanner } from "./ElevationBanner.tsx";
import { KeyHelpOverlay } from "./KeyHelpOverlay.tsx";
import { PolicyBanner } from "./PolicyBanner.tsx";
import { applyPreferences, type Preferences, readPreferences } from "./preferences.ts";
import { RecordBanner } from "./RecordBanner.tsx";

const places = [
  { to: "/", label: "Home" },
  { to: "/incidents", label: "Incidents" },
  { to: "/subjects", label: "Subjects" },
  { to: "/runbooks", label: "Runbooks" },
  { to: "/executions", label: "Executions" },
  { to: "/approvals", label: "Approvals" },
  { to: "/schedules", label: "Schedules" },
  { to: "/levels", label: "Levels" },
  { to: "/policy", label: "Policy" },
  { to: "/audit", label: "Record" },
] as const;

/** What stands around every page: where one is, on which target, as whom, and how it looks. */
export function Frame(props: {
  readonly status: StatusWire;
  readonly blind: { readonly since: Date; readonly problem: ApiProblem } | undefined;
  /** The button that stops everything: on every page, in sight. */
  readonly panic: ReactNode;
  readonly alarm: ReactNode;
  /** How many questions wait, beside the way to them. */
  readonly waiting: ReactNode;
  /** How many incidents are open, beside the way to them. */
  readonly open: ReactNode;
}) {
  const { status, blind, panic, alarm, waiting, open } = props;
  const navigate = useNavigate();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [preferences, setPreferences] = useState(() => readPreferences(window.localStorage));
  useEffect(() => applyPreferences(preferences, document.documentElement, window.localStorage), [preferences]);
  const isDark = preferences.theme === "dark" || (preferences.theme === "system" && prefersDark());
  const change = (changed: Partial<Preferences>) => setPreferences((before) => ({ ...before, ...changed }));
  const switchTheme = () => change({ theme: isDark ? "light" : "dark" });
  useKeys({
    "?": () => setHelpOpen(true),
    "/": () => focusSearch() || void navigate({ to: "/" }),
    t: switchTheme,
    "g h": () => void navigate({ to: "/" }),
    "g i": () => void navigate({ to: "/incidents" }),
    "g u": () => void navigate({ to: "/subjects" }),
    "g r": () => void navigate({ to: "/runbooks" }),
    "g e": () => void navigate({ to: "/executions" }),
    "g p": () => void navigate({ to: "/approvals" }),
    "g s": () => void navigate({ to: "/schedules" }),
    "g l": () => void navigate({ to: "/levels" }),
    "g o": () => void navigate({ to: "/policy" }),
    "g a": () => void navigate({ to: "/audit" }),
    "g d": () => void navigate({ to: "/panic" }),
  });
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#main" className="button button-main absolute -top-20 left-2 z-20 focus:top-2">
        Go to the content
      </a>
      <header className="sticky top-0 z-10 border-line border-b bg-surface-1">
        <div className="mx-auto flex max-w-[1760px] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
          <Link to="/" className="font-bold text-text-0 no-underline">
            Steadyhand
          </Link>
          <nav aria-label="Places" className="order-last flex w-full flex-wrap sm:order-none sm:w-auto">
            {places.map(({ to, label }) => (
              <Link
                key={to}
                to={to}
                activeOptions={{ exact: to === "/" }}
                className="rounded-panel border-transparent border-b-2 px-2 py-1 text-text-1 no-underline hover:bg-surface-3 aria-[current=page]:rounded-b-none aria-[current=page]:border-accent aria-[current=page]:text-text-0"
              >
                {label}
                {to === "/approvals" && waiting}
                {to === "/incidents" && open}
              </Link>
            ))}
          </nav>
          <div className="ml-auto flex flex-wrap items-center gap-1 text-dense text-text-1">
            <span className="mr-2 hidden sm:inline">
              {status.actor.name} on <code className="font-mono">{status.targetName}</code>
            </span>
            <button type="button" className="button button-quiet" onClick={switchTheme}>
              {isDark ? "Light" : "Dark"}
            </button>
            <button
              type="button"
              className="button button-quiet max-sm:hidden"
              aria-pressed={preferences.density === "compact"}
              onClick={() => change({ density: preferences.density === "compact" ? "comfortable" : "compact" })}
            >
              {preferences.density === "compact" ? "Comfortable" : "Compact"}
            </button>
            <button type="button" className="button button-quiet" onClick={() => setHelpOpen(true)}>
              <kbd className="key">?</kbd> <span className="max-sm:sr-only">Keys</span>
            </button>
          </div>
          {panic}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[1760px] flex-1 px-4 py-4 outline-none">
        {blind && (
          <div className="mb-4">
            <BlindPanel {...blind} />
          </div>
        )}
        {alarm}
        <RecordBanner recordFailing={status.recordFailing} blind={blind} />
        <PolicyBanner policy={status.policy} />
        <ElevationBanner elevations={status.elevations} />
        <Outlet />
      </main>
      <footer className="mx-auto flex w-full max-w-[1760px] flex-wrap gap-x-6 px-4 py-3 text-dense text-text-2">
        <Link to="/panic">Panic: how it stands, and a drill</Link>
        <span>Steadyhand {status.version}</span>
        <span>Scanner {status.scannerVersion}</span>
        <span>
          Data in <code className="font-mono">{status.dataFolder}</code>
        </span>
      </footer>
      {isHelpOpen && <KeyHelpOverlay onClose={() => setHelpOpen(false)} />}
    </div>
  );
}

function prefersDark(): boolean {
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>("[data-search]");
  field?.focus();
  return field !== null;
}
