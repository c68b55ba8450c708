import { filled } from "../../lab.js";
import { stream } from "../../live/stream.js";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });

/** Says so, as long as what the page shows is not live. */
class LiveSource extends HTMLElement {
  connectedCallback() {
    stream.addEventListener("recorded", this);
    stream.addEventListener("live", this);
  }

  disconnectedCallback() {
    stream.removeEventListener("recorded", this);
    stream.removeEventListener("live", this);
  }

  handleEvent({ type, detail }) {
    const recorded = type === "recorded";
    document.documentElement.toggleAttribute("data-recorded", recorded);
    const words = recorded ? filled(this.dataset.recorded, { day: day.format(new Date(detail)) }) : "";
    const status = this.querySelector("[role=status]");
    // it begins again and again, and is said once
    if (status.textContent !== words) {
      status.textContent = words;
    }
  }
}

customElements.define("live-source", LiveSource);
