import { call, currentSession, forgetSession } from "../../studio/api.js";
import { AuditLog } from "../../studio/auditlog.js";
import { button, confirmed, field, make, oneAtATime, time } from "../../studio/dom.js";
import { Tokens } from "../../studio/tokens.js";

/** The door and its keys: password, second factor, sessions, API tokens, and what was done with them. */
class StudioAccount extends HTMLElement {
  async connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.say("Loading…");
    const answer = await currentSession();
    if (!answer.ok) {
      this.say(answer.words);
      return;
    }
    this.session = answer.data;
    const rest = this.session.passwordChangeRequired
      ? [make("section", {}, this.leaving())]
      : [this.factor(), this.sessions(), new Tokens((words) => this.say(words)).element, new AuditLog().element];
    this.append(this.password(), ...rest);
    this.say(this.session.passwordChangeRequired ? "You came in with a password for one time. Choose one of your own first." : "");
  }

  password() {
    const next = field("New password", { id: "next", type: "password", autocomplete: "new-password", required: true, minlength: 12, maxlength: 200, "aria-describedby": "next-wrong" }, "12 characters or more");
    const current = field("Password until now", { id: "current", type: "password", autocomplete: "current-password", required: true, maxlength: 200, "aria-describedby": "current-wrong" });
    const change = oneAtATime(() => this.changePassword(form));
    const form = make(
      "form",
      {
        class: "form",
        submit: (event) => {
          event.preventDefault();
          change();
        },
      },
      // lets a password manager know whose it is
      make("input", { type: "text", name: "username", autocomplete: "username", value: "owner", hidden: true }),
      ...[current, next].map((one) => {
        one.append(make("p", { class: "wrong", id: `${one.querySelector("input").id}-wrong` }));
        return one;
      }),
      make("button", { type: "submit" }, "Change the password"),
    );
    return make("section", {}, make("h2", {}, "Password"), form);
  }

  async changePassword(form) {
    for (const input of form.querySelectorAll("[aria-invalid]")) {
      input.removeAttribute("aria-invalid");
      form.querySelector(`#${input.id}-wrong`).textContent = "";
    }
    const { current, next } = Object.fromEntries(new FormData(form));
    const answer = await call("PUT", "/api/session/password", { body: { current, next } });
    if (!answer.ok) {
      for (const { field: name, message } of answer.data?.errors ?? []) {
        const input = form.querySelector(`#${CSS.escape(name)}`);
        input?.setAttribute("aria-invalid", "true");
        input && (form.querySelector(`#${input.id}-wrong`).textContent = `It ${message}`);
      }
      form.querySelector("[aria-invalid]")?.focus();
      this.say(answer.words);
      return;
    }
    forgetSession();
    form.reset();
    if (this.session.passwordChangeRequired) {
      location.assign("/studio");
    }
    this.say("The password is another now, and everybody else is logged out.");
  }

  factor() {
    const place = make("div");
    const section = make("section", {}, make("h2", {}, "Second factor"), place);
    this.tellFactor(place, this.session.secondFactor);
    return section;
  }

  tellFactor(place, on) {
    place.replaceChildren(
      make("p", {}, on ? "It is on: logging in needs a code of your authenticator app." : "It is off: the password alone lets you in."),
      on
        ? this.codeForm("Turn it off", (code) => this.setFactor(place, "DELETE", code, false))
        : make("p", { class: "actions" }, button("Turn it on", () => this.offerFactor(place))),
    );
  }

  async offerFactor(place) {
    const answer = await call("POST", "/api/session/second-factor");
    if (!answer.ok) {
      this.say(answer.words);
      return;
    }
    const { secret, uri, qr } = answer.data;
    place.replaceChildren(
      make("p", {}, "Let your authenticator app read this picture or type this secret, then type the code that it shows. Both are shown this once."),
      make("p", { class: "qr" }, picture(qr)),
      make("p", { class: "secret mono", tabindex: "-1" }, secret.match(/.{1,4}/g).join(" ")),
      make("p", {}, make("a", { href: uri }, "Open it in the app on this device")),
      make("p", { class: "mono breakable" }, uri),
      this.codeForm("Confirm", (code) => this.setFactor(place, "PUT", code, true)),
    );
    place.querySelector(".secret").focus();
  }

  codeForm(words, work) {
    const confirm = oneAtATime(work);
    const form = make(
      "form",
      {
        class: "asked",
        submit: (event) => {
          event.preventDefault();
          confirm(new FormData(form).get("code"));
        },
      },
      field("Code", { id: "code", inputmode: "numeric", autocomplete: "one-time-code", pattern: "[0-9]{6}", maxlength: 6, required: true }, "six digits"),
      make("button", { type: "submit", class: "plain" }, words),
    );
    return form;
  }

  async setFactor(place, method, code, on) {
    const answer = await call(method, "/api/session/second-factor", { body: { code } });
    if (answer.ok) {
      forgetSession();
      this.tellFactor(place, on);
      this.say(on ? "The second factor is on." : "The second factor is off.");
    } else {
      this.say(answer.words);
      place.querySelector("#code").select();
    }
  }

  sessions() {
    return make(
      "section",
      {},
      make("h2", {}, "Sessions"),
      make("p", {}, "This one ends ", time(this.session.expiresAt), " unless you go on using it."),
      this.leaving(),
    );
  }

  leaving() {
    return make(
      "p",
      { class: "actions" },
      button("Log out", () => this.leave("")),
      button("Log out everywhere…", async () => (await confirmed("Log out in this and in every other browser?", "Log out everywhere")) && this.leave("?everywhere=true")),
    );
  }

  async leave(where) {
    const answer = await call("DELETE", `/api/session${where}`);
    if (answer.ok) {
      location.assign("/studio/login");
    } else {
      this.say(answer.words);
    }
  }

  say(words) {
    this.status.textContent = words;
  }
}

/** The gateway draws it: nobody else learns the secret. */
function picture(svg) {
  return document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
}

customElements.define("studio-account", StudioAccount);
