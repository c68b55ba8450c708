import { call } from "../../studio/api.js";
import { make, time } from "../../studio/dom.js";
import { KINDS, studioPage } from "../../studio/kinds.js";

const STATES = {
  draft: "not published",
  scheduled: "scheduled",
  published: "published",
  changed: "published, with changes that are not",
};

/** Everything that can be edited, in the owner's order, which can be changed here. */
class StudioContents extends HTMLElement {
  async connectedCallback() {
    this.status = this.querySelector("[role=status]");
    const kinds = Object.keys(KINDS).filter((kind) => !KINDS[kind].single);
    const sections = await Promise.all(kinds.map((kind) => this.section(kind)));
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
    const list = make("ol", { class: "items" });
    const section = make(
      "section",
      {},
      make("h2", {}, KINDS[kind].many),
      list,
      make("p", { class: "actions" }, make("a", { href: `/studio/${kind}` }, `Write a new ${KINDS[kind].one}`)),
    );
    const answer = await call("GET", `${KINDS[kind].base}?view=owner`);
    if (answer.ok) {
      this.fill(list, kind, answer.data);
    } else {
      list.replaceWith(make("p", { class: "notice" }, answer.words));
    }
    return section;
  }

  fill(list, kind, items) {
    list.replaceChildren(...items.map((item, at) => this.item(list, kind, items, item, at)));
  }

  item(list, kind, items, item, at) {
    const title = item.title ?? item.slug;
    const move = (words, to) =>
      make(
        "button",
        {
          type: "button",
          class: "plain",
          "aria-label": `Move ${title} ${words.toLowerCase()}`,
          disabled: to < 0 || to >= items.length,
          click: () => this.move(list, kind, items, at, to),
        },
        words,
      );
    return make(
      "li",
      { "data-state": item.state },
      make("a", { href: studioPage(kind, item.slug) }, title),
      make(
        "span",
        { class: "mono" },
        STATES[item.state] ?? item.state,
        item.publishAt && [" for ", time(item.publishAt)],
      ),
      make("span", { class: "actions" }, move("Up", at - 1), move("Down", at + 1)),
    );
  }

  async move(list, kind, items, from, to) {
    const order = [...items];
    order.splice(to, 0, ...order.splice(from, 1));
    this.say("Moving…");
    const answer = await call("PUT", `${KINDS[kind].base}/order`, { body: order.map(({ slug }) => slug) });
    if (answer.ok) {
      this.fill(list, kind, order);
      list.children[to].querySelectorAll("button:not([disabled])")[0]?.focus();
    }
    this.say(answer.ok ? "Moved." : answer.words);
  }

  say(words) {
    this.status.textContent = words;
  }
}

customElements.define("studio-contents", StudioContents);
