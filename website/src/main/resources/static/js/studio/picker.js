import { call } from "./api.js";
import { button, make } from "./dom.js";
import { thumbnail } from "./thumbnail.js";
import { Upload } from "./upload.js";

/** Lets the owner choose an image, or add one, and writes it into a text where the cursor is. */
export class Picker {
  /** @param input the text */
  constructor(input) {
    this.input = input;
    this.status = make("p", { class: "status", role: "status" }, "Loading…");
    this.list = make("ul", { class: "gallery" });
    this.more = button("Earlier ones", () => this.loadMore(), { hidden: true });
    this.dialog = make(
      "dialog",
      { class: "picker", "aria-labelledby": "picker", close: () => this.close() },
      make("h2", { id: "picker" }, "Insert an image"),
      this.status,
      this.list,
      make("p", { class: "actions" }, this.more),
      new Upload(
        (words) => this.say(words),
        (item) => this.insert(item),
      ).element,
      make("p", { class: "actions" }, button("Close", () => this.dialog.close())),
    );
  }

  async open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    const { ok } = await this.load();
    if (ok && this.list.children.length === 0) {
      this.say("There is none yet: add one.");
    }
  }

  /** Whoever asks for more goes on with the first of them. */
  async loadMore() {
    if (this.loading) {
      return;
    }
    this.say("Loading…");
    const { added } = await this.load();
    added[0]?.querySelector("button").focus();
  }

  async load() {
    this.loading = true;
    const answer = await call("GET", this.next ? `/api/media?before=${this.next}` : "/api/media");
    this.loading = false;
    this.say(answer.words);
    const added = (answer.ok ? answer.data.media : []).map((item) => this.choice(item));
    if (answer.ok) {
      this.next = answer.data.next;
      this.more.hidden = !this.next;
      this.list.append(...added);
    }
    return { ok: answer.ok, added };
  }

  choice(item) {
    return make(
      "li",
      {},
      make("button", { type: "button", class: "plain choose", click: () => this.insert(item) }, thumbnail(item)),
      make("p", { "aria-hidden": "true" }, item.alt),
    );
  }

  insert({ markdown }) {
    this.input.setRangeText(markdown, this.input.selectionStart, this.input.selectionEnd, "end");
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.dialog.close();
  }

  close() {
    this.dialog.remove();
    this.input.focus();
  }

  say(words) {
    this.status.textContent = words;
  }
}
