const ENDS = new Set(["done", "failed"]);
const LIMIT = 10_000;
const PAUSE = 1000;

/** A text with what belongs into its braces. */
export const filled = (text, words) => text.replace(/\{(\w+)\}/g, (_, name) => words[name]);

/** A figure as it is read: as many digits as say something, and nothing for nothing. */
export const number = (value, digits = 1) => (value === undefined ? "" : String(Number(value.toFixed(digits))));

/** Starts a run, follows it, and tells how it gets on. Whoever extends this draws what comes of it. */
export class Lab extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", this);
    this.clear();
  }

  disconnectedCallback() {
    this.source?.close();
  }

  handleEvent(event) {
    if (event.type === "submit") {
      event.preventDefault();
      this.start();
    }
  }

  async start() {
    if (this.busy) {
      return;
    }
    this.rest(false);
    this.clear();
    this.say(this.dataset.asking);
    const choice = Object.fromEntries([...new FormData(this.form)].map(([name, value]) => [name, Number(value)]));
    const response = await this.ask(choice);
    if (response?.status === 202) {
      this.follow(response.headers.get("Location"));
      return;
    }
    this.rest(true);
    await this.refuse(response);
  }

  async ask(choice) {
    try {
      return await fetch(`/api/labs/${this.dataset.lab}/runs`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(choice),
        signal: AbortSignal.timeout(LIMIT),
      });
    } catch {
      return undefined;
    }
  }

  /** Says why there is no run, which a problem does in a sentence for people. */
  async refuse(response) {
    const problem = await response?.json().catch(() => undefined);
    this.say(problem?.detail ?? this.dataset.away);
  }

  follow(address) {
    const source = new EventSource(address);
    this.source = source;
    source.addEventListener("message", ({ data }) => this.show(JSON.parse(data)));
    source.addEventListener("error", () => {
      // a lost connection comes back by itself, an answer that is no stream does not
      if (source.readyState === EventSource.CLOSED) {
        this.look(address);
      }
    });
  }

  /** Looks again and again, where nobody more may follow. */
  async look(address) {
    const response = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => undefined);
    if (response?.ok) {
      this.show(await response.json());
      if (this.busy) {
        setTimeout(() => this.look(address), PAUSE);
      }
      return;
    }
    this.rest(true);
    this.say(response?.status === 404 ? this.dataset.lost : this.dataset.away);
  }

  show({ state, ahead, report, failure }) {
    if (report) {
      this.draw(report);
      this.judge(report.claims);
    }
    if (ENDS.has(state)) {
      this.source.close();
      this.rest(true);
    }
    const words = { queued: this.dataset.queued, running: this.dataset.running, failed: failure };
    this.say(filled(words[state] ?? this.dataset[report.verdict], { ahead }));
    this.dataset.state = state === "done" ? report.verdict : state;
  }

  /** The hypothesis, part by part. */
  judge(claims) {
    for (const row of this.querySelectorAll("[data-claim]")) {
      const claim = claims.find(({ name }) => name === row.dataset.claim);
      const [expected, observed, verdict] = row.querySelectorAll("td");
      const sign = claim?.relation === "at-most" ? "≤ " : "";
      expected.textContent = claim ? sign + number(claim.expected) : "";
      observed.textContent = claim ? number(claim.observed) : "";
      verdict.textContent = claim ? (claim.holds ? this.dataset.holds : this.dataset.fails) : this.dataset.open;
    }
  }

  /** Nothing is known yet. */
  clear() {
    this.judge([]);
  }

  rest(resting) {
    this.busy = !resting;
    this.querySelector("button").setAttribute("aria-disabled", !resting);
  }

  say(words) {
    const status = this.querySelector("[role=status]");
    if (status.textContent !== words) {
      status.textContent = words;
    }
  }
}

/** A lab whose pictures are as wide as they may be: drawn anew whenever there is more or less room. */
export class PictureLab extends Lab {
  connectedCallback() {
    super.connectedCallback();
    this.watch = new ResizeObserver(() => this.report && this.pictures());
    this.watch.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watch.disconnect();
  }

  draw(report) {
    this.report = report;
    this.pictures();
  }

  /** Draws one figure: its parts by the width there is, and its words. */
  picture(side, height, parts, words) {
    const figure = this.querySelector(`[data-side=${side}]`);
    const picture = figure.querySelector("svg");
    const width = figure.clientWidth;
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute("height", height);
    picture.replaceChildren(...parts(width));
    figure.querySelector("b").textContent = words;
  }
}
