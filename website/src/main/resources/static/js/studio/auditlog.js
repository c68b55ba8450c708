import { call } from "./api.js";
import { button, make, oneAtATime, time } from "./dom.js";

const PAGE = 50;

/** All that was done in the owner's name, newest first. */
export class AuditLog {
  constructor() {
    this.rows = make("tbody");
    this.note = make("p", { role: "status" });
    this.more = button("Earlier entries", oneAtATime(() => this.loadMore()));
    this.element = make(
      "section",
      {},
      make("h2", { id: "audit" }, "What was done"),
      make(
        "div",
        { class: "scrolling", tabindex: "0", role: "region", "aria-labelledby": "audit" },
        make("table", {}, make("thead", {}, make("tr", {}, ["When", "Who", "What", "Outcome"].map((name) => make("th", { scope: "col" }, name)))), this.rows),
      ),
      this.note,
      make("p", { class: "actions" }, this.more, make("a", { href: "/api/audit.csv", download: "audit.csv", class: "button plain" }, "All of it as CSV")),
    );
    this.load();
  }

  /** Whoever asks for more goes on where she is, or in the table if that was the last of it. */
  async loadMore() {
    await this.load();
    this.more.hidden && this.element.querySelector(".scrolling").focus();
  }

  async load() {
    const answer = await call("GET", `/api/audit?limit=${PAGE}${this.before ? `&before=${this.before}` : ""}`);
    this.note.textContent = answer.words;
    if (answer.ok) {
      const { entries } = answer.data;
      this.rows.append(...entries.map(row));
      this.before = entries.at(-1)?.id;
      this.more.hidden = entries.length < PAGE;
    }
  }
}

function row({ at, who, method, path, phase, status }) {
  return make(
    "tr",
    {},
    make("td", {}, time(at)),
    make("td", {}, who),
    make("td", { class: "breakable" }, `${method} ${path}`),
    make("td", {}, phase === "ended" ? String(status ?? "") : phase),
  );
}
