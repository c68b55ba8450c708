import { kept, share, told, took } from "../timings.js";

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

if (told) {
  document.querySelector(`[data-when=${kept ? "kept" : "composed"}]`).dataset.shown = "";
}
