import { call } from "./api.js";
import { button, confirmed, field, make, oneAtATime, time } from "./dom.js";

const SCOPES = {
  "content:read": "read drafts and revisions",
  "content:write": "write and publish",
  "inbox:read": "read messages",
  "inbox:write": "mark and delete messages",
  "audit:read": "read the audit log",
};

/** What programs may do in the owner's name. */
export class Tokens {
  constructor(say) {
    this.say = say;
    this.list = make("ul", { class: "items" });
    this.made = make("div", { role: "status" });
    this.form = this.makeForm();
    this.element = make("section", {}, make("h2", {}, "API tokens"), this.list, this.made, this.form);
    this.load();
  }

  makeForm() {
    const submit = oneAtATime(() => this.make());
    const scopes = Object.entries(SCOPES).map(([scope, words]) =>
      make("label", { class: "tick" }, make("input", { type: "checkbox", name: "scopes", value: scope }), make("span", { class: "mono" }, scope), ` ${words}`),
    );
    const form = make(
      "form",
      {
        class: "form",
        submit: (event) => {
          event.preventDefault();
          submit();
        },
      },
      field("Name", { id: "name", required: true, maxlength: 50, pattern: "[A-Za-z0-9._\\-]{1,50}", autocomplete: "off", "aria-describedby": "token-wrong" }, "letters, digits, dots, dashes"),
      field("Days", { id: "days", type: "number", min: 1, max: 365, value: 90, required: true }),
      make("fieldset", { class: "field wide" }, make("legend", {}, "What it may do"), scopes),
      make("p", { class: "wrong wide", id: "token-wrong" }),
      make("button", { type: "submit" }, "Make a token"),
    );
    return form;
  }

  async load() {
    const answer = await call("GET", "/api/tokens");
    if (!answer.ok) {
      this.list.replaceChildren(make("li", {}, answer.words));
      return;
    }
    const { tokens } = answer.data;
    this.list.replaceChildren(...(tokens.length ? tokens.map((token) => this.line(token)) : [make("li", {}, "None yet.")]));
  }

  line({ id, name, scopes, expiresAt, lastUsedAt }) {
    return make(
      "li",
      {},
      make("b", {}, name),
      make(
        "span",
        { class: "mono" },
        scopes.join(" "),
        ", good until ",
        time(expiresAt),
        lastUsedAt ? [", used ", time(lastUsedAt)] : ", never used",
      ),
      make("span", { class: "actions" }, button("Revoke…", () => this.revoke(id, name), { "aria-label": `Revoke ${name}` })),
    );
  }

  async make() {
    const data = new FormData(this.form);
    const body = { name: data.get("name"), days: Number(data.get("days")), scopes: data.getAll("scopes") };
    const answer = await call("POST", "/api/tokens", { body });
    this.form.querySelector("#token-wrong").textContent = answer.ok ? "" : answer.words;
    if (!answer.ok) {
      return;
    }
    const { token, name } = answer.data;
    const shown = make("p", { class: "secret mono breakable", tabindex: "-1" }, token);
    this.made.replaceChildren(
      make(
        "div",
        { class: "notice" },
        make("p", {}, `This is the token ${name}. It is shown this once: copy it now.`),
        shown,
        make("p", { class: "actions" }, button("Copy", () => this.copy(token)), button("I have it", () => this.hide())),
      ),
    );
    shown.focus();
    this.form.reset();
    await this.load();
  }

  async copy(token) {
    try {
      await navigator.clipboard.writeText(token);
      this.say("Copied.");
    } catch {
      getSelection().selectAllChildren(this.made.querySelector(".secret"));
      this.say("This browser does not let me copy. It is selected: copy it yourself.");
    }
  }

  hide() {
    this.made.replaceChildren();
    this.form.elements.name.focus();
  }

  async revoke(id, name) {
    if (await confirmed(`Revoke ${name}? Programs that use it are locked out at once.`, "Revoke it")) {
      const answer = await call("DELETE", `/api/tokens/${encodeURIComponent(id)}`);
      this.say(answer.ok ? `${name} is useless from now on.` : answer.words);
      await this.load();
    }
  }
}
