const CHALLENGE = "/api/contact/challenge";
const LIMIT = 10_000;
/** So long nothing is asked for again that could not be had. */
const REST = 10_000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Work that shows that a page was open for a while, done in a worker. Its payload goes with one message. */
export class Proof {
  constructor() {
    this.until = Date.now() + LIMIT + REST;
    /** ALTCHA's payload, or nothing if there is none to be had. */
    this.payload = this.work().catch(() => undefined);
  }

  /** Whether it will do for a message that is sent soon. */
  get lasts() {
    return Date.now() < this.until;
  }

  async work() {
    const response = await fetch(CHALLENGE, { signal: AbortSignal.timeout(LIMIT) });
    if (!response.ok) {
      return undefined;
    }
    const { algorithm, challenge, maxnumber, salt, signature, lifeSeconds, waitSeconds } = await response.json();
    this.until = Date.now() + (lifeSeconds * 1000) / 2;
    const [number] = await Promise.all([solved({ challenge, salt, maxnumber }), pause(waitSeconds * 1000)]);
    return number === undefined ? undefined : btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  }
}

function solved(challenge) {
  const worker = new Worker(new URL("solver.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
    worker.postMessage(challenge);
  }).finally(() => worker.terminate());
}
