import { stream } from "../../live/stream.js";
import { rememberAnswer } from "../../trace.js";

const ADDRESS = "/api/live/chaos";
const LIMIT = 10_000;
const SECOND = 1_000;
const AGAIN = 5_000;

const CHANGES = new Set(["chaos-ordered", "chaos-reset", "chaos-ended"]);

/** What of each fault there is how much of, and how much of it is usual. */
const AMOUNTS = {
  latency: { min: 1, max: 10_000, value: 800 },
  "slow-body": { min: 100, max: 100_000, value: 2_000 },
};

const words = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Breaks services for this visitor, mends them, and tells who breaks what and how long still. */
class BreakIt extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.list = this.querySelector("ul");
    this.broken = [];
    this.form.addEventListener("submit", this);
    this.form.addEventListener("change", this);
    this.form.querySelector("[type=button]").addEventListener("click", this);
    stream.addEventListener("happening", this);
    this.ticking = setInterval(() => this.tick(), SECOND);
    this.look();
  }

  disconnectedCallback() {
    stream.removeEventListener("happening", this);
    clearInterval(this.ticking);
    clearTimeout(this.later);
  }

  handleEvent(event) {
    if (event.type === "submit") {
      event.preventDefault();
      this.order();
    } else if (event.type === "click") {
      this.mend();
    } else if (event.type === "change" && event.target.name === "fault") {
      this.suit(event.target.value);
    } else if (event.type === "happening" && !event.detail.recorded && CHANGES.has(event.detail.type)) {
      this.look();
    }
  }

  /** Some faults have no amount. */
  suit(fault) {
    const { amount } = this.form.elements;
    amount.disabled = !(fault in AMOUNTS);
    Object.assign(amount, AMOUNTS[fault] ?? { value: "" });
  }

  async order() {
    const { service, fault, amount, probability, seconds } = this.form.elements;
    const response = await change("POST", {
      service: service.value,
      fault: fault.value,
      amount: amount.disabled ? undefined : amount.valueAsNumber,
      probability: Number(probability.value),
      seconds: seconds.valueAsNumber,
    });
    if (response?.status === 201) {
      this.show(await response.json());
      this.say(this.dataset.broken);
    } else {
      await this.explain(response);
    }
  }

  async mend() {
    const response = await change("DELETE");
    if (response?.status === 204) {
      this.say(this.dataset.mended);
      await this.look();
    } else {
      await this.explain(response);
    }
  }

  async explain(response) {
    if (response?.status === 429) {
      this.say(words(this.dataset.limited, { seconds: response.headers.get("Retry-After") }));
      return;
    }
    const problem = await response?.json().catch(() => undefined);
    this.say(response?.status < 500 && problem?.detail ? problem.detail : this.dataset.away);
    this.form.elements[problem?.errors?.[0].field]?.focus();
  }

  /** Once at a time, however many ask for it. */
  look() {
    this.looking ??= ask("GET")
      .then((response) => (response?.ok ? response.json() : undefined))
      .then((told) => (told ? this.show(told) : this.lookLater()))
      .catch(() => {})
      .finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** Who could not be asked may be there in a moment. */
  lookLater() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.look(), AGAIN);
  }

  show({ mine, others, services, longest, now }) {
    // this browser's clock may be wrong, but it runs as fast as any other
    const offset = Date.parse(now) - Date.now();
    const of = (who) => (fault) => ({ ...fault, who, end: Date.parse(fault.endsAt) - offset });
    this.broken = [...mine.map(of(this.dataset.you)), ...others.map(of(this.dataset.somebody))];
    const { service, seconds } = this.form.elements;
    if (service.options.length !== services.length) {
      service.replaceChildren(...services.map((name) => new Option(name, name)));
    }
    seconds.max = longest;
    this.form.querySelector("fieldset").disabled = false;
    const lines = this.broken.map((fault) => this.line(fault));
    this.list.replaceChildren(...(lines.length ? lines : [item(this.dataset.nothing)]));
    this.tick();
  }

  line({ who, service, fault, amount, probability, endsAt }) {
    const name = document.createElement("b");
    name.textContent = who;
    const time = document.createElement("time");
    time.dateTime = endsAt;
    const what = words(this.dataset[fault.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())], { amount });
    const often =
      probability === 1 ? this.dataset.every : words(this.dataset.part, { percent: Math.round(100 * probability) });
    return item(name, `: ${service} ${what}, ${often}, `, time);
  }

  /** Only the seconds change, so that nothing moves under somebody who reads. */
  tick() {
    const now = Date.now();
    if (this.broken.some(({ end }) => end <= now)) {
      this.look();
    }
    this.list.querySelectorAll("time").forEach((time, place) => {
      const left = Math.ceil((this.broken[place].end - now) / SECOND);
      time.textContent = words(this.dataset.left, { seconds: Math.max(0, left) });
    });
  }

  say(text) {
    this.querySelector("[role=status]").textContent = text;
  }
}

/** The response, or nothing when the network failed or nobody answered in time. */
async function ask(method, content) {
  try {
    return await fetch(ADDRESS, {
      method,
      headers: content ? { "Content-Type": "application/json", Accept: "application/json" } : { Accept: "application/json" },
      body: content && JSON.stringify(content),
      signal: AbortSignal.timeout(LIMIT),
    });
  } catch {
    return undefined;
  }
}

/** The same; what comes of it is hers. */
async function change(method, content) {
  const response = await ask(method, content);
  if (response) {
    rememberAnswer(response);
  }
  return response;
}

function item(...content) {
  const line = document.createElement("li");
  line.append(...content);
  return line;
}

customElements.define("break-it", BreakIt);
