import { until } from "../pause.js";

const FILE = new URL("../../live/session.json", import.meta.url);
const LIMIT = 10_000;

let session;

/**
 * Plays a recorded session, again and again.
 * @param signal ends it
 * @param tell is told a kind and its detail, as if it happened now, but for `recorded`
 */
export async function play(signal, tell) {
  session ??= await fetch(FILE, { signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]) }).then((response) =>
    response.ok ? response.json() : Promise.reject(new Error("no recording")),
  );
  for (;;) {
    tell("recorded", session.recordedAt);
    const begin = performance.now();
    for (const { after, kind, data } of session.events) {
      await until(begin + after, signal);
      tell(kind, { ...data, recorded: true });
    }
    await until(begin + session.lasts, signal);
  }
}
