import { versionOf } from "../version.js";

/**
 * How long to wait before each look: the site may know of the change a little later than the page that hears of it, and
 * pages that hear at once do not ask at once. Two looks lie within a second, whatever the chance.
 */
const LOOKS = [100, 300, 1000];

const SPREAD = 200;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 1000));

/** Offers the page's newer version when there is one. It listens as long as somebody looks at the page. */
class NewerVersion extends HTMLElement {
  connectedCallback() {
    const begin = () => whenIdle(() => this.begin());
    if (document.readyState === "complete") {
      begin();
    } else {
      addEventListener("load", begin, { once: true });
    }
  }

  async begin() {
    this.tag = await tagOf("only-if-cached");
    document.addEventListener("visibilitychange", this);
    addEventListener("pagehide", this);
    addEventListener("pageshow", this);
    this.handleEvent();
  }

  handleEvent(event) {
    if (document.hidden || event?.type === "pagehide") {
      this.source?.close();
      this.source = undefined;
    } else {
      this.listen();
    }
  }

  listen() {
    if (this.source || this.offered || !this.tag) {
      return;
    }
    const tags = this.dataset.tags.split(" ").map((tag) => ["tag", tag]);
    this.source = new EventSource(`/live/changes?${new URLSearchParams(tags)}`);
    this.source.addEventListener("change", ({ data }) => this.look({ ...JSON.parse(data), heard: performance.now() }));
    this.source.addEventListener("open", () => {
      // what happened while nobody listened was not heard
      if (this.dataset.listened !== undefined) {
        this.look();
      }
      this.dataset.listened = "";
    });
  }

  /** A change nearby may leave this very page as it was, and one that comes while it looks is looked for as long. */
  async look(change) {
    // measured is the first that is looked for, and not one that comes meanwhile
    this.change = this.looking ? (this.change ?? change) : change;
    this.waits = [...LOOKS];
    if (this.looking) {
      return;
    }
    this.looking = true;
    while (this.waits.length > 0 && !this.offered) {
      await pause(this.waits.shift() + SPREAD * Math.random());
      const tag = await tagOf("no-cache");
      if (tag && tag !== this.tag) {
        this.offer();
      }
    }
    this.looking = false;
  }

  offer() {
    this.offered = true;
    this.source?.close();
    this.measure();
    this.querySelector("[role=status]").append(this.querySelector("template").content.cloneNode(true));
    this.querySelector("a").href = location.pathname + location.search;
  }

  /**
   * Says how many milliseconds the offer took: since the page heard of the change, and since the change was made, which is
   * true as far as this clock and the site's agree. Of what nobody heard there is nothing to say.
   */
  measure() {
    if (this.change) {
      this.dataset.sinceHeard = Math.round(performance.now() - this.change.heard);
      this.dataset.sinceMade = Date.now() - Date.parse(this.change.at);
    }
  }
}

/** The version of this page that the browser, or the site, has. A page that is gone has none, and is not offered. */
async function tagOf(cache) {
  try {
    const response = await fetch(location.pathname + location.search, { cache, mode: "same-origin" });
    return response.ok ? versionOf(response) : undefined;
  } catch {
    return undefined;
  }
}

customElements.define("newer-version", NewerVersion);
