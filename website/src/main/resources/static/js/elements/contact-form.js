import { send } from "../http.js";

/** Sends the form in place and shows the receipt. Without JavaScript the form inside simply posts. */
class ContactForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", this);
  }

  async handleEvent(event) {
    event.preventDefault();
    const button = this.form.querySelector("button");
    if (button.getAttribute("aria-disabled")) {
      return;
    }
    button.setAttribute("aria-disabled", "true");
    this.clearFaults();
    this.say("sending");
    const { key, ...message } = Object.fromEntries(new FormData(this.form));
    if (!message.subject.trim()) {
      delete message.subject;
    }
    await this.show(await send("/api/contact/messages", message, key));
    button.removeAttribute("aria-disabled");
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
      const input = this.form.elements[field];
      if (input) {
        input.setAttribute("aria-invalid", "true");
        this.querySelector(`#${field}-wrong`).textContent = `${input.labels[0].firstChild.textContent.trim()} ${message}`;
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
