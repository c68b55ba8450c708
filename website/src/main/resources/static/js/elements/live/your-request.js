import { own } from "../../trace.js";

const ID = /^[0-9a-f]{32}$/;
const NANOS_PER_MILLI = 1e6;

const millis = (nanos) => (nanos / NANOS_PER_MILLI).toFixed(1);

/** Draws the trace that the address names, or that of this load, as a list whose bars lie where the time went. */
class YourRequest extends HTMLElement {
  connectedCallback() {
    addEventListener("hashchange", this);
    this.handleEvent();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this);
    this.source?.close();
  }

  handleEvent() {
    const named = location.hash.slice(1);
    this.follow(ID.test(named) ? named : own);
  }

  /** Each process tells its part when it likes: the list grows until all of it is there. */
  follow(trace) {
    this.source?.close();
    this.querySelector("ol").replaceChildren();
    if (!trace) {
      this.say(this.dataset.none);
      return;
    }
    this.say(this.dataset.looking);
    const source = new EventSource(`/api/live/traces/${trace}`);
    let found = false;
    source.addEventListener("trace", ({ data }) => {
      found = true;
      this.show(JSON.parse(data).spans);
    });
    source.addEventListener("end", () => {
      source.close();
      if (!found) {
        this.say(this.dataset.unknown);
      }
    });
    source.addEventListener("error", () => {
      source.close();
      if (!found) {
        this.say(this.dataset.away);
      }
    });
    this.source = source;
  }

  show(spans) {
    const took = Math.max(...spans.map(({ endNanos }) => endNanos));
    const services = new Set(spans.map(({ service }) => service)).size;
    const words = { spans: spans.length, services, took: millis(took) };
    const text = spans.length === 1 ? this.dataset.single : this.dataset.found;
    this.say(text.replace(/\{(\w+)\}/g, (_, name) => words[name]));
    this.querySelector("ol").replaceChildren(...ordered(spans).map(([span, depth]) => this.line(span, depth, took)));
  }

  line(span, depth, took) {
    const line = document.createElement("li");
    line.style.setProperty("--depth", depth);
    const text = document.createElement("span");
    const path = span.attributes["url.path"] ?? span.attributes["messaging.destination.name"];
    const what = span.name.includes(path) ? span.name : [span.name, path].filter(Boolean).join(" ");
    text.append(strong(span.service), ` ${[what, `${millis(span.endNanos - span.startNanos)} ms`, ...this.decisions(span)].join(", ")}`);
    const bar = document.createElement("span");
    bar.className = "bar";
    const part = document.createElement("i");
    part.style.marginLeft = `${(100 * span.startNanos) / took}%`;
    part.style.width = `${Math.max(0.4, (100 * (span.endNanos - span.startNanos)) / took)}%`;
    bar.append(part);
    line.append(text, bar);
    return line;
  }

  decisions({ failed, attributes }) {
    const cache = attributes["portfolio.cache"];
    return [
      cache === "hit" && this.dataset.hit,
      cache?.startsWith("fwd=") && this.dataset.forwarded.replace("{reason}", cache.slice("fwd=".length)),
      this.dataset[attributes["portfolio.event"]],
      attributes["portfolio.state"] === "cancelled" && this.dataset.cancelled,
      attributes["portfolio.idempotency"] === "replayed" && this.dataset.replayed,
      this.refusal(attributes["portfolio.refused"]),
      attributes["portfolio.chaos"] && this.dataset.chaos.replace("{fault}", attributes["portfolio.chaos"]),
      attributes["http.response.status_code"],
      failed && this.dataset.failed,
    ].filter(Boolean);
  }

  /** Why the gateway did not ask, in words of the page where it has some for the reason. */
  refusal(reason) {
    const name = reason?.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
    return reason && (this.dataset[`refused${name}`] ?? this.dataset.refused.replace("{reason}", reason));
  }

  say(words) {
    const status = this.querySelector("[role=status]");
    if (status.textContent !== words) {
      status.textContent = words;
    }
  }
}

/** Every span behind the one that it continues, with how deep it lies. */
function ordered(spans) {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const below = Map.groupBy(spans, ({ parentId }) => (known.has(parentId) ? parentId : ""));
  const walk = (parent, depth) =>
    (below.get(parent) ?? []).flatMap((span) => [[span, depth], ...walk(span.spanId, depth + 1)]);
  return walk("", 0);
}

function strong(text) {
  const element = document.createElement("b");
  element.textContent = text;
  return element;
}

customElements.define("your-request", YourRequest);
