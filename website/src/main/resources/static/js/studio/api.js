import { versionOf } from "../version.js";

const LIMIT = 15_000;

const LIMIT_OF_FILES = 60_000;

const SAFE = new Set(["GET", "HEAD"]);

const DOOR = "/studio/login";

const ACCOUNT = "/studio/account";

const ENDED = "You are not logged in any more. Log in again in another tab, then try again here: nothing is lost.";

let session;

let arrived = false;

/**
 * Who is logged in. Whoever arrives without a session goes to the door, and comes back here from there; whoever loses it
 * while writing is not torn away.
 */
export function currentSession() {
  session ??= request("GET", "/api/session").then((answer) => {
    if (answer.status === 401 && arrived) {
      session = undefined;
      return { ...answer, words: ENDED };
    }
    arrived ||= answer.ok;
    if (answer.status === 401) {
      location.assign(`${DOOR}?next=${encodeURIComponent(location.pathname + location.search)}`);
    } else if (answer.data?.passwordChangeRequired && location.pathname !== ACCOUNT) {
      location.assign(ACCOUNT);
    } else if (!answer.ok) {
      session = undefined;
    }
    return answer;
  });
  return session;
}

export function forgetSession() {
  session = undefined;
}

/**
 * Asks a service in the owner's name.
 * @param method the HTTP method
 * @param path the address
 * @param options body: what is sent as JSON; match: the entity tag that a change is based on; create: nothing may be there
 *   yet; reason: why, for the history; signal: ends it before its time; file and type: what is sent as it is, and of which
 *   type; limit: after how many milliseconds nobody is waited for any more
 * @return status, ok, data, the entity tag, and a sentence for people when it did not work
 */
export async function call(method, path, options = {}) {
  const known = await currentSession();
  if (!known.ok) {
    return known;
  }
  const answer = await request(method, path, { ...options, csrf: SAFE.has(method) ? undefined : known.data.csrf });
  // a wrong password is no end of a session
  if ((answer.status === 401 && !is(answer, "wrong-credentials")) || is(answer, "csrf-token-missing")) {
    forgetSession();
    return { ...answer, words: ENDED };
  }
  return answer;
}

/** The same for those at the door: without a session, and without being sent away. */
export async function request(method, path, { body, match, create, reason, csrf, signal, file, type = "application/octet-stream", limit = file ? LIMIT_OF_FILES : LIMIT } = {}) {
  const headers = { Accept: "application/json" };
  const set = (name, value) => value && (headers[name] = value);
  set("Content-Type", file ? type : body !== undefined && "application/json");
  set("If-Match", match);
  set("If-None-Match", create && "*");
  set("Change-Reason", reason && bytesOf(reason));
  set("X-CSRF-Token", csrf);
  const end = AbortSignal.timeout(limit);
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
      signal: signal ? AbortSignal.any([signal, end]) : end,
      cache: "no-store",
    });
    const data = response.status === 204 ? undefined : await response.json().catch(() => undefined);
    return { status: response.status, ok: response.ok, data, tag: versionOf(response), words: wordsOf(response, data) };
  } catch {
    return { status: 0, ok: false, words: "Nobody answered. What you typed is still here: try again in a moment." };
  }
}

/** Whether an answer is the problem of that name. */
export function is(answer, problem) {
  return !answer.ok && String(answer.data?.type ?? "").endsWith(problem);
}

function wordsOf(response, data) {
  return response.ok ? "" : (data?.detail ?? `That did not work (${response.status}).`);
}

/** Headers take bytes: a text goes as the bytes of its UTF-8. */
function bytesOf(text) {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
