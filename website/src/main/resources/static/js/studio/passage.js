import { versionOf } from "../version.js";

const LIMIT = 10_000;

const FIRST_LOOK = 40;

/**
 * Follows a change on its way to visitors, by this browser's clock: until it was stored, until its event came by, until
 * the public page was another.
 */
export class Passage {
  constructor(id, page) {
    this.page = page;
    this.steps = [];
    this.before = this.tag();
    this.source = new EventSource(`/live/changes?tag=${encodeURIComponent(id)}`);
    this.event = new Promise((resolve) => this.source.addEventListener("change", resolve, { once: true }));
    this.ready = Promise.all([this.before, opened(this.source)]);
  }

  start() {
    this.started = performance.now();
  }

  /**
   * The change is stored.
   * @param told is given all steps so far whenever there is one more
   */
  async stored(told) {
    const limit = pause(LIMIT);
    this.reach("stored", told);
    const came = this.event.then(() => this.reach("event published", told));
    await Promise.race([Promise.all([came, this.shown(limit, told)]), limit]);
    this.source.close();
  }

  async shown(limit, told) {
    const before = await this.before;
    let over = false;
    limit.then(() => (over = true));
    for (let wait = FIRST_LOOK; !over; wait *= 1.5) {
      if ((await this.tag()) !== before) {
        this.reach("edge purged, visitors see it", told);
        return;
      }
      await pause(wait);
    }
  }

  reach(what, told) {
    this.steps.push({ what, milliseconds: Math.round(performance.now() - this.started) });
    told(this.steps);
  }

  /** Asked as any visitor asks: a request that wants no kept answer would not tell when the edge forgot its own. */
  async tag() {
    const answer = await fetch(this.page, { method: "HEAD" }).catch(() => undefined);
    return (answer && versionOf(answer)) ?? String(answer?.status);
  }

  close() {
    this.source.close();
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Open, or late: publishing does not wait for who only watches. */
function opened(source) {
  return Promise.race([
    new Promise((resolve) => ["open", "error"].forEach((type) => source.addEventListener(type, resolve, { once: true }))),
    pause(300),
  ]);
}
