const count = (answers, which) => answers.filter(which).length;

function p99(answers) {
  const sorted = answers
    .filter(({ status }) => status)
    .map(({ millis }) => millis)
    .sort((a, b) => a - b);
  return sorted.length ? sorted[Math.ceil(0.99 * sorted.length) - 1] : NaN;
}

/** As the module of the platform takes them; the same cases are put to both. */
const MEASURES = {
  ANSWERED: { atLeast: true, of: (step) => (step.length ? (100 * count(step, ({ status }) => status)) / step.length : NaN) },
  STATUSES: { of: (step, _, statuses) => count(step, ({ status }) => status && !statuses.includes(status)) },
  DISHONEST: { of: (step) => count(step, ({ status, honest }) => status && !honest) },
  STALE: { atLeast: true, of: (step) => count(step, ({ stale }) => stale) },
  STRUCK: { atLeast: true, of: (step) => count(step, ({ struck }) => struck) },
  REFUSED: { atLeast: true, of: (step) => count(step, ({ refused }) => refused) },
  P99: { of: p99 },
  P99_OVER_CALM: { of: (step, calm) => p99(step) - p99(calm) },
};

/**
 * What an answer says of itself.
 * @param status its status
 * @param header gives the value of a header, or nothing
 * @param millis how long it took
 */
export function answer(status, header, millis) {
  const says = (name, what) => header(name)?.includes(what) ?? false;
  const struck = header("Chaos-Fault") != null;
  const comeBack = header("Retry-After") != null;
  const document = says("Content-Type", "application/problem+json") || says("Content-Type", "text/html");
  return {
    status,
    millis,
    stale: says("Cache-Status", "stale-if-error"),
    struck,
    refused: status === 503 && comeBack && !struck,
    honest: status < 500 || ((struck || comeBack) && says("Cache-Control", "no-store") && document),
  };
}

/** Nothing came, or not all of it. */
export function none(millis) {
  return { status: 0, millis, stale: false, struck: false, refused: false, honest: false };
}

/**
 * Judges one expectation.
 * @param expected the measure, its bound, and the statuses that it is about
 * @param step the answers of the step
 * @param calm the answers of the first step
 * @returns what was observed, not a number if there was nothing to see, and whether it holds
 */
export function judge({ measure, bound, statuses }, step, calm) {
  const { atLeast, of } = MEASURES[measure];
  const observed = of(step, calm, statuses);
  return { observed, holds: atLeast ? observed >= bound : observed <= bound };
}
