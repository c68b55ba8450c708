import { kept, share, took } from "../timings.js";

/** Says how long a service took on this load. Where the response does not tell, nothing stands here. */
class ServiceTime extends HTMLElement {
  connectedCallback() {
    const service = this.dataset.service;
    if (took(service) === undefined) {
      return;
    }
    this.querySelector(".ms").textContent = `${took(service).toFixed(1)} ms`;
    this.querySelector(".bar i").style.width = `${100 * share(service)}%`;
  }
}

customElements.define("service-time", ServiceTime);

for (const remark of document.querySelectorAll("[data-when]")) {
  remark.hidden = (remark.dataset.when === "kept") !== kept;
}
