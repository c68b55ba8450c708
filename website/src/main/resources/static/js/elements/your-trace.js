import { took } from "../timings.js";
import { own } from "../trace.js";

/** Leads from the page to the trace of this very load. Without one it leads to what the system is doing. */
class YourTrace extends HTMLElement {
  connectedCallback() {
    const gateway = took("gateway");
    if (own && gateway !== undefined) {
      this.querySelector("span").textContent = `This page took ${gateway.toFixed(1)} ms:`;
      this.querySelector("a").href = `/live#${own}`;
    }
  }
}

customElements.define("your-trace", YourTrace);
