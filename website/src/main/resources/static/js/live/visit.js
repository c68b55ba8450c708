import { until } from "../pause.js";
import { rememberAnswer } from "../trace.js";
import { answer, none } from "./verdict.js";

const CHAOS = "/api/live/chaos";
const LIMIT = 10_000;
const SECOND = 1_000;
/** A fault is there until it is mended: for longer than its step, and never for good. */
const LONGER = 25;

/** Why a scenario could not be made; `wait` is in seconds, where somebody said when to come back. */
export class NotBroken extends Error {
  constructor(wait) {
    super("not broken");
    this.wait = wait;
  }
}

/**
 * Makes a scenario with requests of this browser. Whatever happens, nothing of it stays broken.
 * @param scenario the scenario
 * @param signal ends it
 * @param tell is told the number of a step and its answers so far, whenever there is something new
 * @returns the answers of each step
 */
export async function visit(scenario, signal, tell) {
  const answers = [];
  // what is broken may be so in several steps
  const longest = scenario.steps.reduce((sum, { seconds }) => sum + seconds, LONGER);
  let broken = "[]";
  try {
    for (const step of scenario.steps) {
      const breaks = JSON.stringify(step.breaks);
      if (breaks !== broken) {
        await mend();
        broken = breaks;
        for (const breakage of step.breaks) {
          await order(breakage, longest, signal);
        }
      }
      const own = [];
      answers.push(own);
      tell(answers.length - 1, own);
      await read(scenario, step, signal, (one) => {
        own.push(one);
        tell(answers.length - 1, own);
      });
    }
    return answers;
  } finally {
    await mend();
  }
}

async function order(breakage, seconds, signal) {
  const response = await fetch(CHAOS, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ ...breakage, seconds }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]),
  });
  rememberAnswer(response);
  if (response.status !== 201) {
    throw new NotBroken(response.headers.get("Retry-After"));
  }
}

/** Goes on when the page is left, and cannot fail: what is broken ends by itself. */
function mend() {
  return fetch(CHAOS, { method: "DELETE", keepalive: true, signal: AbortSignal.timeout(LIMIT) })
    .then(rememberAnswer)
    .catch(() => {});
}

/** Asks by the clock, whether answers came or not; they take their time from when they were due. */
async function read({ paths, perSecond }, { seconds }, signal, tell) {
  const begin = performance.now();
  const waiting = [];
  for (let number = 0; number < seconds * perSecond; number++) {
    const due = begin + (number * SECOND) / perSecond;
    await until(due, signal);
    waiting.push(ask(paths[number % paths.length], due, signal).then((one) => signal.aborted || tell(one)));
  }
  await until(begin + seconds * SECOND, signal);
  await Promise.all(waiting);
  signal.throwIfAborted();
}

async function ask(path, due, signal) {
  try {
    // the browser's own cache would lend answers, and lets requests for one address wait for each other
    const response = await fetch(path, { cache: "no-store", signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]) });
    await response.arrayBuffer();
    return answer(response.status, (name) => response.headers.get(name), performance.now() - due);
  } catch {
    return none(performance.now() - due);
  }
}
