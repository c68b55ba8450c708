import { request } from "../../studio/api.js";
import { make, oneAtATime } from "../../studio/dom.js";

/** Where to go after the door: into the studio, and nowhere else. */
function next() {
  const wanted = new URLSearchParams(location.search).get("next") ?? "/studio";
  return /^\/studio(?:[/?]|$)/.test(wanted) ? wanted : "/studio";
}

class StudioLogin extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    const logIn = oneAtATime(() => this.logIn());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      logIn();
    });
    this.form.elements.password.focus();
  }

  async logIn() {
    this.say("One moment…");
    const { password, code } = Object.fromEntries(new FormData(this.form));
    const answer = await request("POST", "/api/session", { body: code ? { password, code } : { password } });
    if (!answer.ok) {
      this.say(answer.words);
      this.form.elements.password.select();
    } else if (answer.data.passwordChangeRequired) {
      this.choosePassword(password, answer.data.csrf);
    } else {
      location.assign(next());
    }
  }

  choosePassword(current, csrf) {
    const choose = oneAtATime(async () => {
      const chosen = new FormData(form).get("next");
      const answer = await request("PUT", "/api/session/password", { body: { current, next: chosen }, csrf });
      if (answer.ok) {
        location.assign(next());
      } else {
        status.textContent = answer.words;
      }
    });
    const form = make(
      "form",
      {
        class: "form",
        submit: (event) => {
          event.preventDefault();
          choose();
        },
      },
      make("p", { class: "wide" }, "That was the password for the first time. Choose one of your own."),
      make(
        "div",
        { class: "field" },
        make("label", { for: "next" }, "New password"),
        make("input", {
          id: "next",
          name: "next",
          type: "password",
          autocomplete: "new-password",
          required: true,
          minlength: 12,
          maxlength: 200,
        }),
      ),
      make("button", { type: "submit" }, "Keep it"),
    );
    const status = make("p", { class: "status", role: "status" });
    form.append(status);
    this.replaceChildren(form);
    form.elements.next.focus();
  }

  say(words) {
    this.form.querySelector("[role=status]").textContent = words;
  }
}

customElements.define("studio-login", StudioLogin);
