import { filled, number } from "../lab.js";

const ADDRESS = "/api/live/figures";
const LIMIT = 3_000;

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** Puts what this system does beside what is claimed of others. Without figures there is nothing, and nothing is missed. */
class LiveProof extends HTMLElement {
  async connectedCallback() {
    const figures = await fetch(ADDRESS, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(LIMIT) })
      .then((response) => (response.ok ? response.json() : undefined))
      .catch(() => undefined);
    if (figures) {
      this.show(figures);
    }
  }

  /** Small figures are shown as they are. */
  show({ since, requests, failures, p99Millis, received, delivered }) {
    const p99 = p99Millis == null ? "" : filled(this.dataset.p99, { millis: number(p99Millis) });
    const words = { since: `${clock.format(new Date(since))} UTC`, requests, failures, p99, received, delivered };
    const links = this.querySelector("template").content.cloneNode(true);
    this.querySelector("p").replaceChildren(`${filled(this.dataset.figures, words)} `, links);
  }
}

customElements.define("live-proof", LiveProof);
