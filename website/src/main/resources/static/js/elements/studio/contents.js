import { call } from "../../studio/api.js";
import { button, confirmed, make, time } from "../../studio/dom.js";
import { everythingKept } from "../../studio/drafts.js";
import { KINDS, studioPage } from "../../studio/kinds.js";

const STATES = {
  draft: "not published",
  scheduled: "scheduled",
  published: "published",
  changed: "published, with changes that are not",
};

/** Everything that can be edited, in the owner's order, which can be changed here by keyboard and by dragging. */
class StudioContents extends HTMLElement {
  async connectedCallback() {
    /** Which order was seen, by kind. */
    this.tags = new Map();
    this.status = this.querySelector("[role=status]");
    this.say("Loading…");
    const kinds = Object.keys(KINDS).filter((kind) => !KINDS[kind].single);
    const sections = await Promise.all(kinds.map((kind) => this.section(kind)));
    this.kept = make("section", {});
    this.fillKept();
    this.append(
      ...sections,
      make(
        "section",
        {},
        make("h2", {}, "Profile"),
        make("p", {}, make("a", { href: studioPage("profile") }, "Who you are"), ": experience, education, skills and the rest"),
      ),
    );
    this.say("");
  }

  async section(kind) {
    const { many, one } = KINDS[kind];
    const list = make("ol", { class: "items" });
    const gone = make("details", { hidden: true }, make("summary", {}, `Deleted ${many.toLowerCase()}`));
    const section = make(
      "section",
      {},
      make("h2", {}, many),
      list,
      make("p", { class: "actions" }, make("a", { href: `/studio/${kind}` }, `Write a new ${one}`)),
      gone,
    );
    await Promise.all([this.fillList(list, kind), this.fillGone(gone, kind)]);
    return section;
  }

  /** What waits in this browser alone, whichever document it belongs to. */
  fillKept() {
    const kept = everythingKept().filter(({ kind }) => KINDS[kind]);
    if (kept.length === 0) {
      this.kept.remove();
      return;
    }
    this.status.after(this.kept);
    this.kept.replaceChildren(
      make("h2", {}, "Kept in this browser"),
      make("ul", { class: "items" }, kept.map((entry) => this.keptItem(entry))),
    );
  }

  keptItem({ where, kind, slug, versions, at, forget }) {
    const name = KINDS[kind].single ? KINDS[kind].many : slug || `New ${KINDS[kind].one}`;
    const words = where === "draft" ? "unsaved edits" : versions === 1 ? "a version put aside" : `${versions} versions put aside`;
    const throwAway = async () => {
      if (await confirmed(`Throw away ${words} of ${name}? Nobody can bring that back.`, "Throw it away")) {
        forget();
        this.fillKept();
        this.say("Thrown away.");
        const next = this.kept.isConnected ? this.kept.querySelector("button") : this.querySelector("section a");
        next?.focus();
      }
    };
    return make(
      "li",
      {},
      make("a", { href: slug ? studioPage(kind, slug) : `/studio/${kind}` }, name),
      make("span", { class: "mono" }, `${words}, `, time(at)),
      make("span", { class: "actions" }, button("Throw away…", throwAway, { "aria-label": `Throw away ${words} of ${name}` })),
    );
  }

  async fillList(list, kind) {
    // in this order: a list that is older than the tag would let somebody else's order be overwritten unseen
    const order = await call("GET", `${KINDS[kind].base}/order`);
    const answer = order.ok ? await call("GET", `${KINDS[kind].base}?view=owner`) : order;
    if (answer.ok) {
      this.tags.set(kind, order.tag);
      this.fill(list, kind, answer.data);
    } else {
      list.replaceChildren(make("li", {}, answer.words));
    }
  }

  async fillGone(gone, kind) {
    const answer = await call("GET", `${KINDS[kind].base}?view=deleted`);
    const items = answer.ok ? answer.data : [];
    gone.hidden = items.length === 0;
    gone.append(
      make(
        "ul",
        { class: "items" },
        items.map((item) =>
          make("li", {}, make("span", {}, titleOf(item)), button("Restore", () => this.restore(kind, item), { "aria-label": `Restore ${titleOf(item)}` })),
        ),
      ),
    );
  }

  fill(list, kind, items) {
    list.replaceChildren(...(items.length > 0 ? items.map((item, at) => this.item(list, kind, items, item, at)) : [make("li", {}, "None yet.")]));
  }

  item(list, kind, items, item, at) {
    const title = titleOf(item);
    const move = (words, to) =>
      button(words, () => this.move(list, kind, items, at, to, words), {
        "aria-label": `Move ${title} ${words.toLowerCase()}`,
        "data-move": words,
        disabled: to < 0 || to >= items.length,
      });
    return make(
      "li",
      {
        draggable: "true",
        "data-slug": item.slug,
        "data-state": item.state,
        dragstart: (event) => {
          this.dragged = { list, at };
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", title);
        },
        dragend: () => (this.dragged = undefined),
        dragover: (event) => {
          if (this.dragged?.list === list) {
            event.preventDefault();
            event.currentTarget.dataset.over = this.dragged.at < at ? "below" : "above";
          }
        },
        dragleave: (event) => delete event.currentTarget.dataset.over,
        drop: (event) => {
          event.preventDefault();
          delete event.currentTarget.dataset.over;
          if (this.dragged?.list === list && this.dragged.at !== at) {
            this.move(list, kind, items, this.dragged.at, at);
          }
        },
      },
      make("a", { href: studioPage(kind, item.slug), draggable: "false" }, title),
      make(
        "span",
        { class: "mono" },
        STATES[item.state] ?? item.state,
        item.publishAt && [" for ", time(item.publishAt)],
      ),
      make("span", { class: "actions" }, move("Up", at - 1), move("Down", at + 1)),
    );
  }

  async move(list, kind, items, from, to, words) {
    if (this.moving) {
      return;
    }
    this.moving = true;
    const order = [...items];
    order.splice(to, 0, ...order.splice(from, 1));
    this.say("Moving…");
    const answer = await call("PUT", `${KINDS[kind].base}/order`, { body: order.map(({ slug }) => slug), match: this.tags.get(kind) });
    if (answer.ok) {
      this.tags.set(kind, answer.tag);
      this.fill(list, kind, order);
    } else if (answer.status === 412) {
      await this.fillList(list, kind);
    }
    this.moving = false;
    this.focusMove(list, order[to].slug, words);
    this.say(answer.ok ? `${titleOf(order[to])} is at place ${to + 1} of ${order.length} now.` : movedWords(answer));
  }

  /** The same button once more, for whoever goes on moving. */
  focusMove(list, slug, words) {
    const moved = list.querySelector(`[data-slug="${CSS.escape(slug)}"]`);
    (moved?.querySelector(`[data-move="${words}"]:not([disabled])`) ?? moved?.querySelector("button:not([disabled])"))?.focus();
  }

  async restore(kind, { slug, revision }) {
    const answer = await call("POST", `${KINDS[kind].base}/${slug}/revisions/${revision}/restore`, { match: `"r${revision}"` });
    if (answer.ok) {
      location.assign(studioPage(kind, slug));
    } else {
      this.say(answer.words);
    }
  }

  say(words) {
    this.status.textContent = words;
  }
}

function movedWords({ status, words }) {
  return status === 412 ? "The order was changed elsewhere meanwhile. This is how it is now: look, and move again." : words;
}

function titleOf({ document, slug }) {
  return document?.title ?? slug;
}

customElements.define("studio-contents", StudioContents);
