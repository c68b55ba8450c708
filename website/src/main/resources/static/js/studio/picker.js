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
    this.dialog = make(
      "dialog",
      { class: "picker", "aria-labelledby": "picker", close: () => this.close() },
      make("h2", { id: "picker" }, "Insert an image"),
      this.status,
      this.list,
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
    const answer = await call("GET", "/api/media");
    this.say(answer.ok ? (answer.data.media.length ? "" : "There is none yet: add one.") : answer.words);
    this.list.replaceChildren(...(answer.data?.media ?? []).map((item) => this.choice(item)));
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
