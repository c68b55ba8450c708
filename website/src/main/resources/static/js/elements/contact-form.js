import { send } from "../http.js";
import { Proof } from "../proof.js";

/** So long a message waits for its proof before it goes without. */
const PATIENCE = 6_000;

const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

/** Sends the form in place and shows the receipt. Without JavaScript the form inside simply posts. */
class ContactForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    for (const type of ["focusin", "input", "submit"]) {
      this.form.addEventListener(type, this);
    }
  }

  async handleEvent(event) {
    if (event.type === "submit") {
      event.preventDefault();
      await this.submit();
    } else {
      this.prove();
    }
  }

  /** Works on a proof while the visitor writes. It is kept for as long as the key is, and renewed when it gets old. */
  prove() {
    if (!this.proof?.lasts) {
      this.proof = new Proof();
      this.tell(this.proof);
    }
    return this.proof.payload;
  }

  async tell(proof) {
    this.dataset.proof = "begun";
    if ((await proof.payload) && this.proof === proof) {
      this.dataset.proof = "ready";
    }
  }

  async submit() {
    const button = this.form.querySelector("button");
    if (button.getAttribute("aria-disabled")) {
      return;
    }
    button.setAttribute("aria-disabled", "true");
    this.clearFaults();
    this.say("sending");
    try {
      const altcha = await Promise.race([this.prove(), patience()]);
      const { key, ...fields } = Object.fromEntries(new FormData(this.form));
      const message = Object.fromEntries(Object.entries({ ...fields, altcha }).filter(([, value]) => value?.trim()));
      await this.show(await send("/api/contact/messages", message, key));
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  async show(response) {
    const answer = await response?.json().catch(() => undefined);
    if (response?.status === 202) {
      this.follow(answer.receipt);
    } else if (answer?.errors?.length) {
      this.say("refused");
      this.nameFaults(answer.errors);
    } else if (response?.status === 422) {
      this.form.elements.key.value = crypto.randomUUID();
      this.proof = undefined;
      this.say("changed");
    } else {
      this.say(response?.status === 429 ? "limited" : "unanswered");
    }
  }

  follow(receipt) {
    const trail = this.querySelector("template").content.cloneNode(true);
    trail.querySelector("receipt-trail").dataset.receipt = receipt;
    trail.querySelector(".keep").href = `/contact/receipts/${receipt}`;
    this.replaceChildren(trail);
    this.querySelector("[tabindex]").focus();
  }

  nameFaults(faults) {
    for (const { field, message } of faults) {
      const place = this.querySelector(`[id="${CSS.escape(field)}-wrong"]`);
      // what visitors do not fill in has none
      if (place) {
        const input = this.form.elements[field];
        input.setAttribute("aria-invalid", "true");
        place.textContent = `${input.labels[0].firstChild.textContent.trim()} ${message}`;
      }
    }
    this.form.querySelector("[aria-invalid]")?.focus();
  }

  clearFaults() {
    this.querySelector(".notice")?.remove();
    for (const input of this.form.querySelectorAll("[aria-invalid]")) {
      input.removeAttribute("aria-invalid");
      this.querySelector(`#${input.name}-wrong`).textContent = "";
    }
  }

  say(what) {
    this.form.querySelector("[role=status]").textContent = this.dataset[what];
  }
}

customElements.define("contact-form", ContactForm);
