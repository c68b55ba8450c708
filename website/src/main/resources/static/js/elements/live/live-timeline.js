import { filled } from "../../lab.js";
import { stream } from "../../live/stream.js";
import { mine, remembered } from "../../trace.js";

const MOST = 100;
const SHOWN = 30;

const TOLD = ["happening", "summary", "recorded", "live"];

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Tells events apart by what they say: each replica of the observatory has ids of its own. */
const saying = ({ at, type, service, subject, state, traceId }) => [at, type, service, subject, state, traceId].join();

/** What happened, the newest first. It can be stopped, and does not move under somebody's focus. */
class LiveTimeline extends HTMLElement {
  connectedCallback() {
    this.happenings = [];
    // of what is not among these any more, what is hers
    this.earlier = [];
    this.button = this.querySelector("button");
    this.own = this.querySelector("input");
    for (const type of TOLD) {
      stream.addEventListener(type, this);
    }
    remembered.addEventListener("remembered", this);
    this.button.addEventListener("click", this);
    this.own.addEventListener("change", this);
    this.show();
    this.recall();
  }

  disconnectedCallback() {
    for (const type of TOLD) {
      stream.removeEventListener(type, this);
    }
    remembered.removeEventListener("remembered", this);
  }

  handleEvent({ type, detail }) {
    if (type === "click") {
      this.paused = !this.paused;
      this.button.textContent = this.paused ? this.dataset.resume : this.dataset.pause;
    }
    if (type === "happening") {
      if (this.happenings.some(({ id }) => id === detail.id)) {
        return;
      }
      this.add(detail);
    }
    if (type === "summary") {
      this.add({ ...detail, type, at: this.happenings[0]?.at ?? 0 });
    }
    if (type === "change") {
      this.recall();
    }
    // what stands there under another mark would be taken for what it is not
    const turned = type === "recorded" ? !this.aside : type === "live" && this.aside;
    if (type === "recorded") {
      // what happened waits until it is live again: the two are never mixed
      this.aside ??= this.happenings;
      this.happenings = [];
    }
    if (type === "live" && this.aside) {
      this.happenings = this.aside;
      this.aside = undefined;
    }
    const list = this.querySelector("ol");
    if (type === "change" || ((turned || !this.paused) && !list.contains(document.activeElement))) {
      this.show();
    }
  }

  add(happening) {
    const all = [happening, ...this.happenings];
    this.happenings = all.slice(0, MOST);
    // others push out no more than what is theirs
    this.keep(all.slice(MOST).filter(({ traceId }) => mine().has(traceId)));
  }

  keep(hers) {
    const told = new Set(hers.map(saying));
    this.earlier = [...hers, ...this.earlier.filter((one) => !told.has(saying(one)))].slice(0, MOST);
  }

  /** Asks for what is hers and happened before anybody listened here. */
  async recall() {
    const traces = [...mine()];
    if (!this.own.checked || !traces.length) {
      return;
    }
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(`/api/live/events?limit=${MOST}&trace=${traces}`, { headers });
      this.keep((await answer.json()).events ?? []);
    } catch {
      // what was heard here is shown
      return;
    }
    if (!this.querySelector("ol").contains(document.activeElement)) {
      this.show();
    }
  }

  wanted() {
    if (!this.own.checked) {
      return this.happenings;
    }
    const traces = mine();
    // what was left out may have been hers
    const hers = this.happenings.filter(({ type, traceId }) => type === "summary" || traces.has(traceId));
    const told = new Set(hers.map(saying));
    // of a recording nothing is hers
    const earlier = this.aside ? [] : this.earlier.filter((one) => !told.has(saying(one)));
    return [...hers, ...earlier].sort((a, b) => new Date(b.at) - new Date(a.at));
  }

  show() {
    const lines = this.wanted()
      .slice(0, SHOWN)
      .map((one) => (one.type === "summary" ? this.gap(one) : this.line(one)));
    this.querySelector("ol").replaceChildren(...(lines.length ? lines : [item(this.dataset.nothing)]));
  }

  /** Where a slow listener, or one that was away, was not told everything. */
  gap({ missed, restarted }) {
    return item([restarted && this.dataset.restarted, missed && filled(this.dataset.missed, { missed })].filter(Boolean).join(" "));
  }

  line({ at, type, service, subject, state, traceId }) {
    const time = document.createElement("time");
    time.dateTime = at;
    time.textContent = clock.format(new Date(at));
    const name = type.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const version = type.startsWith("instance-") && !state ? this.dataset.unversioned : "";
    const words = [this.dataset[name] ?? type, subject, state, version].filter(Boolean).join(" ");
    const line = item(time, ` ${service}: ${words} `);
    if (traceId) {
      const link = document.createElement("a");
      link.href = `#${traceId}`;
      link.textContent = `trace ${traceId.slice(0, 8)}`;
      line.append(link);
    }
    return line;
  }
}

function item(...content) {
  const line = document.createElement("li");
  line.append(...content);
  return line;
}

customElements.define("live-timeline", LiveTimeline);
