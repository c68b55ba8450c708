import { versionOf } from "../version.js";

const LIMIT = 10_000;

const FIRST_LOOK = 40;

/**
 * Follows a change on its way to visitors, by this browser's clock: until it was stored, until its event came by, until
 * every replica of the gateway had forgotten what it kept, until the public page was another.
 */
export class Passage {
  constructor(id, page) {
    this.page = page;
    this.steps = [];
    this.purges = [];
    this.before = this.tag();
    this.source = new EventSource(`/live/changes?tag=${encodeURIComponent(id)}&purges=true`);
    this.event = new Promise((resolve) =>
      this.source.addEventListener("change", ({ data }) => resolve({ ...JSON.parse(data), time: this.now() }), { once: true }),
    );
    this.source.addEventListener("purge", ({ data }) => this.purges.push({ ...JSON.parse(data), time: this.now() }));
    this.ready = Promise.all([this.before, opened(this.source)]);
  }

  start() {
    this.started = performance.now();
  }

  now() {
    return Math.round(performance.now() - this.started);
  }

  /**
   * The change is stored.
   * @param told is given all steps so far whenever there is one more
   */
  async stored(told) {
    const limit = pause(LIMIT);
    this.reach("stored", told);
    const came = this.event.then(({ change, time }) => {
      this.reach("event published", told, time);
      return this.purged(change, limit, told);
    });
    await Promise.race([Promise.all([came, this.shown(limit, told)]), limit]);
    this.source.close();
  }

  /** A replica may be faster than the event is here: those that came before count, too. */
  purged(change, limit, told) {
    const step = { what: "", times: [] };
    return new Promise((resolve) => {
      const count = () => {
        const replicas = [...new Map(this.purges.filter((purge) => purge.change === change).map((purge) => [purge.replica, purge])).values()];
        if (replicas.length === 0) {
          return;
        }
        const all = replicas.at(-1).of;
        step.what = purgedOn(replicas.length, all);
        step.times = replicas.map(({ time }) => time);
        if (!this.steps.includes(step)) {
          this.steps.push(step);
        }
        told(this.steps);
        if (replicas.length >= all) {
          resolve();
        }
      };
      this.source.addEventListener("purge", count);
      limit.then(resolve);
      count();
    });
  }

  async shown(limit, told) {
    const before = await this.before;
    let over = false;
    limit.then(() => (over = true));
    for (let wait = FIRST_LOOK; !over; wait *= 1.5) {
      if ((await this.tag()) !== before) {
        this.reach("visitors see it", told);
        return;
      }
      await pause(wait);
    }
  }

  reach(what, told, time = this.now()) {
    this.steps.push({ what, times: [time] });
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

/** How many there are is not always known. */
function purgedOn(purged, all) {
  return `purged on ${purged}${all ? ` of ${all}` : ""} ${(all ?? purged) === 1 ? "replica" : "replicas"}`;
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
