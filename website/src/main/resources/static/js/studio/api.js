const LIMIT = 15_000;

const SAFE = new Set(["GET", "HEAD"]);

let session;

/** Who is logged in. Whoever is not goes to the door, and comes back here from there. */
export function currentSession() {
  session ??= request("GET", "/api/session").then((answer) => (answer.ok ? answer.data : leave(answer)));
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
 *   yet; reason: why, for the history
 * @return status, ok, data, the entity tag, and a sentence for people when it did not work
 */
export async function call(method, path, options = {}) {
  const { csrf } = SAFE.has(method) ? {} : await currentSession();
  const answer = await request(method, path, { ...options, csrf });
  if (answer.status === 401) {
    leave(answer);
  }
  return answer;
}

/** The same for those at the door: without a session, and without being sent away. */
export async function request(method, path, { body, match, create, reason, csrf } = {}) {
  const headers = { Accept: "application/json" };
  const set = (name, value) => value && (headers[name] = value);
  set("Content-Type", body !== undefined && "application/json");
  set("If-Match", match);
  set("If-None-Match", create && "*");
  set("Change-Reason", reason && encodeURIComponent(reason));
  set("X-CSRF-Token", csrf);
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(LIMIT),
      cache: "no-store",
    });
    const data = response.status === 204 ? undefined : await response.json().catch(() => undefined);
    return { status: response.status, ok: response.ok, data, tag: response.headers.get("ETag"), words: wordsOf(response, data) };
  } catch {
    return { status: 0, ok: false, words: "Nobody answered. What you typed is still here: try again in a moment." };
  }
}

function wordsOf(response, data) {
  return response.ok ? "" : (data?.detail ?? `That did not work (${response.status}).`);
}

function leave(answer) {
  if (answer.status === 401 && location.pathname !== "/studio/login") {
    location.assign(`/studio/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  return {};
}
