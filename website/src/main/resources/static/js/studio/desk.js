import { button, make } from "./dom.js";
import { fieldsOf } from "./fields.js";
import { History } from "./history.js";
import { KINDS } from "./kinds.js";
import { Picker } from "./picker.js";
import { Preview } from "./preview.js";

/** What the editor looks like: the form, the text beside its preview, and what can be done with them. */
export class Desk {
  /**
   * @param kind the kind of content
   * @param editor who is told what the owner wants
   */
  constructor(kind, editor) {
    this.kind = kind;
    this.editor = editor;
    this.definition = KINDS[kind];
    this.fields = fieldsOf(this.definition.fields);
    this.status = make("p", { class: "status", role: "status" });
    this.state = make("p", { class: "byline" });
    this.offers = make("div");
    this.notes = make("div", { role: "status" });
    this.passage = make("p", { class: "mono way" });
    this.form = this.makeForm();
    this.actions = this.makeActions();
    this.history = new History(kind, (number) => editor.restore(number));
    this.element = make("div", { class: "desk" }, this.state, this.offers, this.notes, this.form, this.actions, this.history.element);
  }

  makeForm() {
    const form = make(
      "form",
      {
        class: "form",
        novalidate: true,
        submit: (event) => {
          event.preventDefault();
          this.editor.publish();
        },
      },
      !this.definition.single && this.makeSlug(),
      this.fields.elements,
      this.makeBar(),
    );
    const markdown = this.definition.fields.find((definition) => definition.markdown);
    if (markdown) {
      const input = this.fields.input(markdown.name);
      const written = input.closest(".field");
      this.preview = new Preview(this.kind, markdown, input);
      const pair = make("div", { class: "pair wide" });
      written.replaceWith(pair);
      pair.append(written, this.preview.element);
      written.append(make("p", { class: "actions" }, button("Insert an image…", () => new Picker(input).open())));
    }
    return form;
  }

  makeSlug() {
    this.address = make(
      "div",
      { class: "field wide" },
      make("label", { for: "slug" }, "Address", make("span", {}, ` (small letters, digits and dashes, behind /${this.kind}/)`)),
      make("input", { id: "slug", name: "slug", required: true, maxlength: 80, autocomplete: "off", "aria-describedby": "slug-wrong" }),
      make("p", { class: "wrong", id: "slug-wrong" }),
    );
    return this.address;
  }

  makeBar() {
    this.why = make("input", { id: "reason", maxlength: 200, autocomplete: "off" });
    return make(
      "div",
      { class: "commands wide" },
      make("div", { class: "field" }, make("label", { for: "reason" }, "Why", make("span", {}, " (optional, for the history)")), this.why),
      make(
        "p",
        { class: "actions" },
        make("button", { type: "submit" }, "Publish"),
        button("Save draft", () => this.editor.save(true), { "aria-keyshortcuts": "Control+S", title: "Ctrl+S" }),
      ),
      this.status,
      this.passage,
    );
  }

  makeActions() {
    const part = (title, ...children) => make("section", {}, make("h2", {}, title), ...children);
    this.later = make("input", { id: "at", type: "datetime-local", required: true });
    this.name = make("input", { id: "rename", maxlength: 80, required: true, autocomplete: "off" });
    this.unschedule = button("Take it off the schedule", () => this.editor.unschedule());
    this.unpublish = button("Unpublish", () => this.editor.unpublish());
    this.visit = make("a", {}, "See it on the site");
    const asked = (work) => ({
      class: "asked",
      submit: (event) => {
        event.preventDefault();
        work();
      },
    });
    return make(
      "details",
      { class: "more" },
      make("summary", {}, "Schedule, rename and the rest"),
      part(
        "Later",
        make(
          "form",
          asked(() => this.editor.schedule(new Date(this.later.value))),
          make("div", { class: "field" }, make("label", { for: "at" }, "Publish at"), this.later),
          make("button", { type: "submit", class: "plain" }, "Schedule"),
        ),
        make("p", { class: "actions" }, this.unschedule),
      ),
      !this.definition.single && [
        part(
          "Address",
          make(
            "form",
            asked(() => this.editor.rename(this.name.value.trim())),
            make("div", { class: "field" }, make("label", { for: "rename" }, "New address"), this.name),
            make("button", { type: "submit", class: "plain" }, "Rename"),
          ),
        ),
        part(
          "Visitors",
          make("p", { class: "actions" }, this.unpublish, button("Delete…", () => this.editor.remove())),
        ),
      ],
    );
  }

  /** Says where the document stands, and offers what can be done with it. */
  tell(item, words) {
    const visible = item && item.publishedRevision !== undefined && item.publishedRevision !== null;
    this.state.replaceChildren(...words.filter(Boolean), visible ? ". " : ".", visible ? this.visit : "");
    this.visit.href = this.definition.page(item?.slug);
    this.address?.toggleAttribute("hidden", Boolean(item));
    this.actions.hidden = !item;
    this.unschedule.hidden = item?.state !== "scheduled";
    this.unpublish.hidden = !visible;
    this.name.value = item?.slug ?? "";
    this.history.of(item?.slug);
  }

  offer(words, take, leave) {
    const over = (work) => () => {
      const next = notice.nextElementSibling ?? notice.previousElementSibling;
      notice.remove();
      work();
      // whoever answers by keyboard goes on where she is
      (next?.isConnected ? next.querySelector("button") : this.form.querySelector("input, textarea")).focus();
    };
    const notice = make(
      "div",
      { class: "notice", role: "status" },
      make("p", {}, words),
      make("p", { class: "actions" }, button("Take up", over(take)), button("Throw away", over(leave))),
    );
    this.offers.append(notice);
  }

  /** Says something about what is kept, until there is something else to say. */
  note(...sentences) {
    this.notes.replaceChildren(...sentences.filter(Boolean).map((words) => make("p", {}, words)));
  }

  typeSlug(slug) {
    this.address.querySelector("input").value = slug;
  }

  slug() {
    return this.address?.querySelector("input").value.trim();
  }

  faultSlug(message) {
    const input = this.address.querySelector("input");
    input.setAttribute("aria-invalid", "true");
    this.address.querySelector(".wrong").textContent = `Address ${message}`;
    input.focus();
  }

  fault(path, message) {
    if (path === "slug" && this.address && !this.address.hidden) {
      this.faultSlug(message);
      return true;
    }
    return this.fields.fault(path.replace(/^document\./, ""), message);
  }

  focusFault() {
    this.form.querySelector("[aria-invalid]")?.focus();
  }

  reason() {
    return this.why.value.trim();
  }

  clearReason() {
    this.why.value = "";
  }

  busy(now) {
    for (const control of this.element.querySelectorAll("button")) {
      control.toggleAttribute("data-busy", now);
    }
    if (now && this.address) {
      this.address.querySelector("input").removeAttribute("aria-invalid");
      this.address.querySelector(".wrong").textContent = "";
    }
  }

  /** The way of a change to visitors, as far as it has come. */
  way(steps) {
    this.passage.textContent = steps.map(({ what, times }) => `${what} ${times.map((time) => `+${time} ms`).join(", ")}`).join(" → ");
  }
}
