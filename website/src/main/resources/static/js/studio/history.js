import { call } from "./api.js";
import { shownDifference } from "./diff.js";
import { button, make, oneAtATime, time } from "./dom.js";
import { addressOf } from "./kinds.js";

const ACTIONS = {
  drafted: "draft",
  published: "published",
  scheduled: "scheduled",
  unscheduled: "taken off the schedule",
  unpublished: "unpublished",
  renamed: "renamed",
  ordered: "moved",
  restored: "restored",
  deleted: "deleted",
};

const PAGE = 100;

/** All that a document ever said: any two states compared, any one brought back. */
export class History {
  /**
   * @param kind the kind of content
   * @param restore what to do with the number of a revision that is wanted back
   */
  constructor(kind, restore) {
    this.kind = kind;
    this.restore = restore;
    this.list = make("ol", { class: "revisions" });
    this.from = make("select", { id: "diff-from" });
    this.to = make("select", { id: "diff-to" });
    this.result = make("div", { role: "status" });
    this.more = button("Earlier ones", oneAtATime(() => this.loadMore()), { hidden: true });
    this.element = make(
      "details",
      { class: "history", toggle: () => this.element.open && this.load() },
      make("summary", {}, "History"),
      make(
        "form",
        {
          class: "compare",
          submit: (event) => {
            event.preventDefault();
            this.compare();
          },
        },
        make("label", { for: "diff-from" }, "Compare"),
        this.from,
        make("label", { for: "diff-to" }, "with"),
        this.to,
        make("button", { type: "submit", class: "plain" }, "Show what changed"),
      ),
      this.result,
      this.list,
      make("p", { class: "actions" }, this.more),
    );
  }

  /** Shows the history of a document, or of none yet. */
  of(slug) {
    this.slug = slug;
    this.element.hidden = !slug;
    if (this.element.open) {
      this.load();
    }
  }

  /** Whoever asks for more goes on with the first of them. */
  async loadMore() {
    const [first] = await this.load(this.earliest);
    first?.querySelector("button").focus();
  }

  load(before) {
    this.loading = this.read(before);
    return this.loading;
  }

  /** @return the lines that came, none if something else was asked for meanwhile */
  async read(before) {
    const reading = (this.reading = {});
    const address = `${addressOf(this.kind, this.slug)}/revisions${before ? `?before=${before}` : ""}`;
    const answer = await call("GET", address);
    if (this.reading !== reading) {
      return [];
    }
    if (!answer.ok) {
      this.result.replaceChildren(make("p", {}, answer.words));
      return [];
    }
    const { revisions } = answer.data;
    if (!before) {
      [this.list, this.from, this.to, this.result].forEach((part) => part.replaceChildren());
    }
    const lines = revisions.map((revision) => this.line(revision));
    this.list.append(...lines);
    for (const select of [this.from, this.to]) {
      select.append(...revisions.map(({ number, action }) => make("option", { value: number }, `r${number}, ${ACTIONS[action] ?? action}`)));
    }
    if (!before) {
      this.from.selectedIndex = Math.min(1, revisions.length - 1);
    }
    this.earliest = revisions.at(-1)?.number;
    this.more.hidden = revisions.length < PAGE || this.earliest === 1;
    return lines;
  }

  line({ number, action, author, reason, at }) {
    return make(
      "li",
      {},
      make("b", {}, `r${number}`),
      make(
        "span",
        {},
        make("span", {}, `${ACTIONS[action] ?? action} `),
        make("span", { class: "mono" }, time(at), `, ${author}`),
        reason && make("q", {}, reason),
      ),
      button("Restore", () => this.restore(number), { "aria-label": `Restore revision ${number}` }),
    );
  }

  async compare() {
    // what is being loaded fills both choices, and empties what was compared before
    await this.loading;
    const address = `${addressOf(this.kind, this.slug)}/revisions/${this.from.value}/diff/${this.to.value}`;
    const answer = await call("GET", address);
    this.result.replaceChildren(answer.ok ? shownDifference(this.kind, answer.data.changes) : make("p", {}, answer.words));
  }
}
