import { call } from "../../studio/api.js";
import { button, confirmed, field, make } from "../../studio/dom.js";
import { thumbnail } from "../../studio/thumbnail.js";
import { Upload } from "../../studio/upload.js";

const BASE = "/api/media";

/** All images: added, described, copied into texts, deleted. */
class StudioMedia extends HTMLElement {
  async connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.list = make("ul", { class: "gallery" });
    this.more = button("Earlier ones", () => this.loadMore(), { hidden: true });
    const upload = new Upload(
      (words) => this.say(words),
      (item) => this.add(item),
    );
    this.say("Loading…");
    await this.load();
    if (this.list.children.length === 0 && !this.status.textContent) {
      this.say("There is none yet: add one.");
    }
    this.append(
      make("section", {}, make("h2", {}, "Add one"), upload.element),
      make("section", {}, make("h2", {}, "All of them"), this.list, make("p", { class: "actions" }, this.more)),
    );
  }

  /** Whoever asks for more goes on with the first of them. */
  async loadMore() {
    if (!this.loading) {
      const [first] = await this.load();
      first?.querySelector("button").focus();
    }
  }

  async load() {
    this.loading = true;
    const answer = await call("GET", this.next ? `${BASE}?before=${this.next}` : BASE);
    this.loading = false;
    this.say(answer.words);
    const cards = (answer.ok ? answer.data.media : []).map((item) => this.card(item));
    if (answer.ok) {
      this.next = answer.data.next;
      this.more.hidden = !this.next;
      this.list.append(...cards);
    }
    return cards;
  }

  add(item) {
    this.list.querySelector(`[data-id="${item.id}"]`)?.remove();
    const card = this.card(item);
    this.list.prepend(card);
    card.querySelector("button").focus();
  }

  card(item) {
    const act = (words, work) => button(words, work, { "aria-label": `${words} ${item.alt}` });
    const card = make(
      "li",
      { "data-id": item.id },
      thumbnail(item),
      make("p", {}, item.alt),
      make("p", { class: "mono" }, `${item.name}, ${item.width} × ${item.height}, ${Math.ceil(item.bytes / 1024)} kB`),
      make(
        "p",
        { class: "actions" },
        act("Copy Markdown", () => this.copy(item)),
        act("Describe…", () => this.describe(card, item)),
        act("Delete…", () => this.remove(card, item)),
      ),
    );
    return card;
  }

  async copy({ markdown }) {
    try {
      await navigator.clipboard.writeText(markdown);
      this.say("Copied. Paste it into a text.");
    } catch {
      this.say(`This browser does not let me copy. Here it is: ${markdown}`);
    }
  }

  describe(card, item) {
    const id = `alt-${item.id}`;
    const back = () => {
      form.replaceWith(actions);
      actions.querySelector("button").focus();
    };
    const form = make(
      "form",
      {
        submit: async (event) => {
          event.preventDefault();
          const alt = form.elements[id].value.trim();
          const answer = await call("PATCH", `${BASE}/${item.id}`, { body: { alt }, match: `"v${item.version}"` });
          this.say(answer.ok ? "Described anew. Texts that show it keep the words that they have." : answer.words);
          this.replace(card, answer.ok ? answer.data : answer.data?.current);
        },
      },
      field("In words", { id, required: true, maxlength: 300, autocomplete: "off", value: item.alt }),
      make("p", { class: "actions" }, make("button", { type: "submit" }, "Save"), button("Leave it", back)),
    );
    const actions = card.querySelector(".actions");
    actions.replaceWith(form);
    form.elements[id].select();
  }

  /** Shows an image as it is by now, if that was told. */
  replace(card, item) {
    if (item) {
      const next = this.card(item);
      card.replaceWith(next);
      next.querySelector("button").focus();
    }
  }

  async remove(card, item) {
    if (!(await confirmed(`Delete “${item.alt}” for good? Texts that show it show these words instead.`, "Delete it"))) {
      return;
    }
    const answer = await call("DELETE", `${BASE}/${item.id}`, { match: `"v${item.version}"` });
    this.replace(card, answer.data?.current);
    if (answer.ok || answer.status === 404) {
      const next = card.nextElementSibling ?? card.previousElementSibling;
      card.remove();
      (next ?? this).querySelector("button")?.focus();
    }
    this.say(answer.ok ? "Deleted." : answer.words);
  }

  say(words) {
    this.status.textContent = words;
  }
}

customElements.define("studio-media", StudioMedia);
