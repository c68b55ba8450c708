import { remember } from "../trace.js";

const ENDS = new Set(["delivered", "parked"]);

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Follows a message step by step, as it happens. Without JavaScript the page loads itself again. */
class ReceiptTrail extends HTMLElement {
  connectedCallback() {
    // a message may have been faster than the page that tells of it
    const known = this.querySelector(".trace")?.textContent;
    if (known) {
      remember(known);
    }
    if (this.dataset.receipt && !ENDS.has(this.dataset.status)) {
      this.source = new EventSource(`/api/contact/receipts/${this.dataset.receipt}`);
      this.source.addEventListener("message", this);
    }
  }

  disconnectedCallback() {
    this.source?.close();
  }

  handleEvent(event) {
    const { status, traceId, steps } = JSON.parse(event.data);
    for (const step of steps) {
      this.reach(step, steps[0]);
    }
    this.tell(status, traceId);
    if (ENDS.has(status)) {
      this.source.close();
    }
  }

  reach(step, first) {
    const line = this.querySelector(`[data-step=${step.status}]`);
    if (!line || line.dataset.at) {
      return;
    }
    const since = new Date(step.at) - new Date(first.at);
    const time = line.querySelector("time");
    line.dataset.at = time.dateTime = step.at;
    time.textContent = step === first ? clock.format(new Date(step.at)) : `+${since} ms`;
    time.hidden = false;
    line.querySelector(".wait").hidden = true;
  }

  tell(status, traceId) {
    this.dataset.status = status;
    this.querySelector("[data-step=delivered]").hidden = status === "parked";
    this.querySelector("[data-step=parked]").hidden = status !== "parked";
    const trace = this.querySelector(".trace");
    trace.textContent = traceId ?? "";
    trace.parentElement.hidden = !traceId;
    if (traceId) {
      remember(traceId);
    }
    const words = this.querySelector("[role=status]");
    words.textContent = words.dataset[status];
  }
}

customElements.define("receipt-trail", ReceiptTrail);
