import { stream } from "../../live/stream.js";

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Who asks whom, a line per edge. */
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
    this.say(this.dataset.since.replace("{time}", clock.format(new Date(detail.at))));
    this.querySelector("tbody").replaceChildren(...detail.edges.map(line));
  }

  say(words) {
    this.querySelector(".says").textContent = words;
  }
}

function line({ from, to, perSecond, calls, failures, p50Millis, p99Millis, breaker }) {
  const row = document.createElement("tr");
  const asker = document.createElement("th");
  asker.scope = "row";
  asker.textContent = from;
  row.append(asker);
  const failed = failures ? `${failures} of ${calls}` : "none";
  for (const text of [to, perSecond.toFixed(1), failed, p50Millis.toFixed(1), p99Millis.toFixed(1), breaker ?? "closed"]) {
    row.insertCell().textContent = text;
  }
  return row;
}

customElements.define("live-topology", LiveTopology);
