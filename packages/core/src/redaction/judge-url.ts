import { isPlaceholder } from "./placeholder.ts";
import { open, type Place, pass, swallowExactly, type Verdict } from "./verdict.ts";

const longestAuthority = 512;

/** Judges what follows `://`: a password between the user's name and the host goes, the rest stays. */
export function judgeUrl(place: Place): Verdict {
  return place.text.charAt(place.start) === ":" ? judgePlainUrl(place) : judgeEncodedUrl(place);
}

/** In an address inside an address all signs are escaped. */
function judgeEncodedUrl({ text, start, end, isFinal }: Place): Verdict {
  if (!/%(?:25)?3$/.test(text.slice(Math.max(0, start - 4), start))) return pass;
  const window = text.slice(end, end + longestAuthority);
  const stop = /[\s"'`<>&]|%(?:25)?2f/i.exec(window);
  if (stop === null && window.length < longestAuthority && !isFinal) return open;
  const authority = stop === null ? window : window.slice(0, stop.index);
  const found = /^(?:[^%]|%(?!(?:25)?3a))*%(?:25)?3a(.+)%(?:25)?40/i.exec(authority);
  const [whole = "", password = ""] = found ?? [];
  if (found === null || isPlaceholder(password, "password")) return pass;
  const from = end + whole.lastIndexOf(password);
  return { type: "secret", kind: "password", from, swallow: swallowExactly(password.length) };
}

function judgePlainUrl({ text, end, isFinal }: Place): Verdict {
  const window = text.slice(end, end + longestAuthority);
  const stop = /[\s"'`<>]|:\/\//.exec(window);
  if (stop === null && window.length < longestAuthority && !isFinal) return mayBeDecided(window) ? pass : open;
  const authority = stop === null ? window : window.slice(0, stop.index);
  const colon = authority.indexOf(":");
  const passwordEnd = endOfPassword(authority, colon);
  if (colon < 0 || passwordEnd <= colon + 1) return pass;
  if (/[/?#@[\]]/.test(authority.slice(0, colon))) return pass;
  if (isPlaceholder(authority.slice(colon + 1, passwordEnd), "password")) return pass;
  const length = passwordEnd - colon - 1;
  return { type: "secret", kind: "password", from: end + colon + 1, swallow: swallowExactly(length) };
}

/** A host with a path and no colon in sight holds no password: nothing has to wait for the rest of a long URL. */
function mayBeDecided(window: string): boolean {
  return /^[^:@]*[/?#]/.test(window);
}

/** The last `@` before the path; where a password holds a slash itself, the last one of all, unless that is a port. */
function endOfPassword(authority: string, colon: number): number {
  const path = authority.slice(colon + 1).search(/[/?#]/);
  const hostEnd = path < 0 ? authority.length : colon + 1 + path;
  const at = authority.lastIndexOf("@", hostEnd);
  if (at > colon) return at;
  const isPort = /^\d{1,5}$/.test(authority.slice(colon + 1, hostEnd)) && authority[hostEnd] !== "#";
  return isPort ? -1 : authority.lastIndexOf("@");
}
