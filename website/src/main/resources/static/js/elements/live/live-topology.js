import { stream } from "../../live/stream.js";
import { row } from "../../row.js";

const short = (name) => name.replace(/^portfolio\./, "");
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Who asks whom, and how everybody is, in words and figures. */
class LiveTopology extends HTMLElement {
  connectedCallback() {
    stream.addEventListener("topology", this);
    stream.addEventListener("away", this);
  }

  disconnectedCallback() {
    stream.removeEventListener("topology", this);
    stream.removeEventListener("away", this);
  }

  handleEvent({ type, detail }) {
    if (type === "away") {
      this.say(this.dataset.away);
      return;
    }
    const since = detail.recorded ? this.dataset.recorded : this.dataset.since;
    this.say(since.replace("{time}", clock.format(new Date(detail.at))));
    const [asking, being] = this.querySelectorAll("tbody");
    asking.replaceChildren(...detail.edges.map(edge));
    being.replaceChildren(...detail.nodes.filter(({ state }) => state).map(node));
  }

  say(words) {
    this.querySelector(".says").textContent = words;
  }
}

function edge({ from, to, perSecond, calls, failures, p50Millis, p99Millis, breaker, lag }) {
  const failed = failures ? `${failures} of ${calls}` : "none";
  const figures = [perSecond.toFixed(1), failed, p50Millis.toFixed(1), p99Millis.toFixed(1)];
  return row(short(from), short(to), ...figures, breaker ?? "–", lag ?? "");
}

function node({ id, replicas, state, memoryMiB, loopLagMillis }) {
  return row(id, replicas, state, memoryMiB ?? "", loopLagMillis?.toFixed(1) ?? "");
}

customElements.define("live-topology", LiveTopology);
