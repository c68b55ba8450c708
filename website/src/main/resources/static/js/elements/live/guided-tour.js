import { filled, number } from "../../lab.js";
import { judge } from "../../live/verdict.js";
import { NotBroken, visit } from "../../live/visit.js";
import { row } from "../../row.js";

const FILE = "/live/scenarios";
const LIMIT = 10_000;

/** Makes a scenario for this visitor, step by step, and judges it by what this browser was answered. */
class GuidedTour extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.table = this.querySelector("tbody");
    this.form.addEventListener("submit", this);
    this.form.addEventListener("change", this);
    this.stopping = this.form.querySelector("[type=button]");
    this.stopping.addEventListener("click", this);
    addEventListener("pagehide", this);
    this.form.querySelector("fieldset").disabled = false;
    this.describe();
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this);
    this.running?.abort();
  }

  handleEvent(event) {
    if (event.type === "submit") {
      event.preventDefault();
      this.start();
    } else if (event.type === "change") {
      this.describe();
    } else {
      this.running?.abort();
    }
  }

  /** The hypotheses stand in the page, for those who have no JavaScript. */
  describe() {
    for (const text of this.querySelectorAll("[data-scenario]")) {
      text.hidden = text.dataset.scenario !== this.form.elements.scenario.value;
    }
  }

  async start() {
    if (this.running) {
      return;
    }
    this.running = new AbortController();
    this.rest(false);
    this.say(this.dataset.asking);
    try {
      const scenario = await this.find(this.form.elements.scenario.value);
      this.draw(scenario);
      const answers = await visit(scenario, this.running.signal, (step, own) => this.follow(scenario, step, own));
      this.conclude(scenario, answers);
    } catch (error) {
      this.explain(error);
    } finally {
      this.running = undefined;
      this.rest(true);
    }
  }

  async find(name) {
    this.known ??= await fetch(FILE, { signal: AbortSignal.timeout(LIMIT) }).then((response) =>
      response.ok ? response.json() : undefined,
    );
    return this.known.find((scenario) => scenario.name === name);
  }

  /** A row for each expectation, which is all that is known at first. */
  draw(scenario) {
    this.rows = scenario.steps.map((step) =>
      step.expects.map((expected) => {
        const bound = expected.measure === "STATUSES" ? "" : `${expected.atLeast ? "≥" : "≤"} ${number(expected.bound)} ${expected.unit}`;
        const name = expected.measure.toLowerCase().replaceAll("_", "-").replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
        const what = filled(this.dataset[name], { statuses: expected.statuses.join(", ") });
        return row(step.name, what, bound || "0", "", this.dataset.open);
      }),
    );
    this.table.replaceChildren(...this.rows.flat());
  }

  follow(scenario, index, answers) {
    const step = scenario.steps[index];
    const words = { step: step.name, says: step.says, answers: answers.length, requests: step.seconds * scenario.perSecond };
    this.querySelector(".progress").textContent = filled(this.dataset.progress, words);
    // what is spoken changes once a step
    this.say(filled(this.dataset.running, { ...words, number: index + 1, steps: scenario.steps.length }));
  }

  conclude(scenario, answers) {
    const verdicts = scenario.steps.flatMap((step, index) =>
      step.expects.map((expected, place) => {
        const { observed, holds } = judge(expected, answers[index], answers[0]);
        const [, , , seen, verdict] = this.rows[index][place].cells;
        seen.textContent = Number.isNaN(observed) ? "–" : `${number(observed, 0)} ${expected.unit}`;
        verdict.textContent = holds ? this.dataset.holds : this.dataset.fails;
        return holds;
      }),
    );
    this.dataset.verdict = verdicts.every(Boolean) ? "confirmed" : "refuted";
    this.say(this.dataset[this.dataset.verdict]);
  }

  explain(error) {
    if (error instanceof NotBroken && error.wait) {
      this.say(filled(this.dataset.limited, { seconds: error.wait }));
    } else {
      this.say(this.running.signal.aborted ? this.dataset.stopped : this.dataset.away);
    }
  }

  rest(resting) {
    this.form.querySelector("[type=submit]").setAttribute("aria-disabled", !resting);
    this.stopping.setAttribute("aria-disabled", resting);
    if (!resting) {
      delete this.dataset.verdict;
    }
  }

  say(words) {
    const status = this.querySelector("[role=status]");
    if (status.textContent !== words) {
      status.textContent = words;
    }
  }
}

customElements.define("guided-tour", GuidedTour);
