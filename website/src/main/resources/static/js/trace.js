const RECORDED = /^00-([0-9a-f]{32})-[0-9a-f]{16}-01$/;
const KEY = "traces";
const MOST = 100;

const timings = performance.getEntriesByType("navigation")[0]?.serverTiming ?? [];

/** Says `remembered` when there is one more that is the visitor's own. */
export const remembered = new EventTarget();

/** The trace of this very load, if it was recorded. */
export const own = timings
  .filter(({ name }) => name === "trace")
  .map(({ description }) => RECORDED.exec(description)?.[1])
  .find(Boolean);

/** The traces of what was loaded in this tab, as far as the browser keeps such things. */
export function mine() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Set(own ? [own] : []);
  }
}

/** Keeps a trace in mind as one of the visitor's own. */
export function remember(trace) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...mine().add(trace)].slice(-MOST)));
  } catch {
    // a browser that keeps nothing loses nothing but this
  }
  remembered.dispatchEvent(new Event("remembered"));
}

/** Does so with the trace that an answer is of, if that was recorded. */
export function rememberAnswer(response) {
  const trace = RECORDED.exec(response.headers.get("traceresponse") ?? "")?.[1];
  if (trace) {
    remember(trace);
  }
}

if (own) {
  remember(own);
}
