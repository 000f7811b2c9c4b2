/** How a person wants the page to look. Kept in this browser. */
export interface Preferences {
  readonly theme: "dark" | "light" | "system";
  readonly density: "comfortable" | "compact";
}

const storageKey = "steadyhand.preferences";
const standard: Preferences = { theme: "system", density: "comfortable" };

export function readPreferences(storage: Pick<Storage, "getItem">): Preferences {
  try {
    const value: unknown = JSON.parse(storage.getItem(storageKey) ?? "{}");
    if (typeof value !== "object" || value === null) return standard;
    const theme =
      "theme" in value && (value.theme === "dark" || value.theme === "light") ? value.theme : standard.theme;
    const isCompact = "density" in value && value.density === "compact";
    return { theme, density: isCompact ? "compact" : standard.density };
  } catch {
    // Storage that is closed to the page, or that holds something else: the standard look serves.
    return standard;
  }
}

/** Keeps the preferences and shows them on the page. */
export function applyPreferences(preferences: Preferences, root: HTMLElement, storage: Pick<Storage, "setItem">): void {
  if (preferences.theme === "system") delete root.dataset.theme;
  else root.dataset.theme = preferences.theme;
  root.dataset.density = preferences.density;
  try {
    storage.setItem(storageKey, JSON.stringify(preferences));
  } catch {
    // The look holds until the page is left.
  }
}
