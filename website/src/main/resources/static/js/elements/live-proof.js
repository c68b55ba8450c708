import { filled, number } from "../lab.js";

const ADDRESS = "/api/live/figures";
const MESSAGES = "/api/contact/figures";
const LIMIT = 3_000;

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** What all of them on a page show, asked for once. */
let asked;

/** Puts what this system does beside what is claimed of others, as far as it is known. Without figures nothing is missed. */
class LiveProof extends HTMLElement {
  async connectedCallback() {
    asked ??= Promise.all([ask(ADDRESS), ask(MESSAGES)]);
    const [figures, messages] = await asked;
    // before the first message there is nothing that could have been lost
    const days = messages?.since && { days: messages.daysWithoutLoss, since: day.format(new Date(messages.since)) };
    if (figures) {
      this.show(this.ofToday(figures, days ? filled(this.dataset.days, days) : ""));
    } else if (days) {
      this.show(filled(this.dataset.daysAlone, days));
    }
  }

  /** Small figures are shown as they are. */
  ofToday({ since, requests, failures, p99Millis, received, delivered }, days) {
    const p99 = p99Millis == null ? "" : filled(this.dataset.p99, { millis: number(p99Millis) });
    const begin = `${clock.format(new Date(since))} UTC`;
    return filled(this.dataset.figures, { since: begin, requests, failures, p99, received, delivered, days });
  }

  show(text) {
    const links = this.querySelector("template").content.cloneNode(true);
    this.querySelector("p").replaceChildren(`${text} `, links);
  }
}

async function ask(address) {
  return fetch(address, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(LIMIT) })
    .then((response) => (response.ok ? response.json() : undefined))
    .catch(() => undefined);
}

customElements.define("live-proof", LiveProof);
