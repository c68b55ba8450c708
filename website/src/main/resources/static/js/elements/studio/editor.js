import { call } from "../../studio/api.js";
import { Conflict } from "../../studio/conflict.js";
import { confirmed, make, settled, time } from "../../studio/dom.js";
import { Draft, same } from "../../studio/drafts.js";
import { Desk } from "../../studio/desk.js";
import { addressOf, KINDS, studioPage } from "../../studio/kinds.js";
import { Passage } from "../../studio/passage.js";

const STATES = {
  draft: "Not published yet",
  scheduled: "Scheduled",
  published: "Published",
  changed: "Published, with changes that visitors do not see yet",
};

/** One document: written, looked at, saved, published, taken back. */
class StudioEditor extends HTMLElement {
  async connectedCallback() {
    this.kind = this.dataset.kind;
    this.slug = this.dataset.slug;
    this.definition = KINDS[this.kind];
    this.status = this.querySelector("[role=status]");
    this.say("Loading…");
    if (this.slug) {
      const answer = await call("GET", `${this.address()}?view=owner`);
      if (!answer.ok) {
        this.say(answer.words);
        return;
      }
      this.item = answer.data;
      this.tag = answer.tag;
    }
    this.draft = new Draft(`draft:${this.kind}/${this.slug}`);
    this.aside = new Draft(`aside:${this.kind}/${this.slug}`);
    this.desk = new Desk(this.kind, this);
    this.replaceChildren(this.desk.element);
    this.status = this.desk.status;
    this.show();
    this.offer(this.draft, "You left unsaved edits");
    this.offer(this.aside, "Here is still your version");
    this.listen();
  }

  listen() {
    const keep = settled(400, () => this.keep());
    this.desk.form.addEventListener("input", keep);
    // the pause may not be over when the tab closes
    addEventListener("pagehide", () => this.keep());
    addEventListener("beforeunload", (event) => this.isDirty() && event.preventDefault());
    addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        this.save(true);
      }
    });
  }

  address() {
    return addressOf(this.kind, this.slug);
  }

  show() {
    this.desk.fields.write(this.item?.document);
    this.desk.fields.clear();
    this.saved = this.desk.fields.read();
    this.tell();
    this.desk.preview?.ask();
  }

  tell() {
    const { item } = this;
    document.querySelector("h1").textContent = item ? this.definition.title(item.document) : `New ${this.definition.one}`;
    this.desk.tell(
      item,
      item
        ? [
            `${STATES[item.state] ?? item.state}, revision ${item.revision}`,
            item.publishAt && ", public from ",
            item.publishAt && time(item.publishAt),
          ]
        : ["Not saved yet"],
    );
  }

  isDirty() {
    return this.desk !== undefined && !same(this.desk.fields.read(), this.saved);
  }

  keep() {
    if (this.isDirty()) {
      this.putAsideWhatWasLeft();
      this.draft.keep(this.desk.fields.read(), this.tag);
      this.keeping = true;
    } else if (this.keeping) {
      // and nothing that another tab keeps, or that is still offered
      this.forget();
    }
  }

  /** Who writes without an answer to the offer loses neither the one nor the other. */
  putAsideWhatWasLeft() {
    if (this.left) {
      this.aside.keep(this.left.content, this.left.tag);
      this.left = undefined;
    }
  }

  /** What this tab kept is saved, or was taken back. */
  forget() {
    if (!this.left) {
      this.draft.forget();
    }
    this.keeping = false;
  }

  /** What was typed into a tab that is closed by now, and what lost a conflict, is offered, never forced on anybody. */
  offer(store, words) {
    const { kept } = store;
    if (!kept || same(kept.content, this.saved)) {
      store.forget();
      return;
    }
    if (store === this.draft) {
      this.left = kept;
    }
    // where it is by now: it may have been put aside meanwhile
    const place = () => (store === this.draft && this.left !== kept ? this.aside : store);
    const answered = (work) => () => {
      work();
      if (this.left === kept) {
        this.left = undefined;
      }
    };
    const takeUp = answered(() => this.takeUp(kept));
    const throwAway = answered(() => place().forget());
    this.desk.offer([words, " of ", time(kept.at), "."], takeUp, throwAway);
  }

  /** Based on what they were based on: if that has changed, saving shows both. */
  takeUp({ content, tag }) {
    this.desk.fields.write(content);
    this.tag = tag ?? this.tag;
    this.desk.preview?.ask();
    this.say("Taken up. Save when you are ready.");
  }

  /** Stores what the form says, for visitors at once or for later. */
  async save(draft) {
    if (this.busy || this.desk.element.hidden) {
      return false;
    }
    const content = this.desk.fields.read();
    const slug = this.slug || this.desk.slug();
    if (!slug) {
      this.desk.faultSlug("must not be empty");
      return false;
    }
    const options = { body: content, reason: this.desk.reason(), ...(this.slug ? { match: this.tag } : { create: true }) };
    const path = addressOf(this.kind, slug) + (draft ? "?draft=true" : "");
    const done = await this.act(draft ? "Saving…" : "Publishing…", "PUT", path, options, draft ? undefined : slug);
    if (done) {
      this.saved = content;
      this.forget();
      this.arrive(slug);
      this.say(draft ? "Saved. Visitors do not see it yet." : "Published.");
    }
    return done;
  }

  /** A new document has an address from now on. */
  arrive(slug) {
    if (slug !== this.slug) {
      this.forget();
      const aside = this.slug && this.aside.kept;
      this.slug = slug;
      this.dataset.slug = slug;
      this.draft = new Draft(`draft:${this.kind}/${slug}`);
      const former = this.aside;
      this.aside = new Draft(`aside:${this.kind}/${slug}`);
      if (aside) {
        this.aside.keep(aside.content, aside.tag);
        former.forget();
      }
      history.replaceState(null, "", studioPage(this.kind, slug));
    }
    this.tell();
  }

  async publish() {
    if (this.isDirty() || !this.item) {
      await this.save(false);
    } else if (this.item.state === "published") {
      this.say("Visitors see exactly this already.");
    } else if (await this.act("Publishing…", "POST", `${this.address()}/publish`, { ...this.based(), body: {} }, this.slug)) {
      this.say("Published.");
      this.tell();
    }
  }

  async schedule(at) {
    if ((this.isDirty() || !this.item) && !(await this.save(true))) {
      return;
    }
    if (await this.act("Scheduling…", "POST", `${this.address()}/publish`, { ...this.based(), body: { at: at.toISOString() } })) {
      this.say("Scheduled.");
      this.tell();
    }
  }

  async unschedule() {
    if (await this.act("Taking it off the schedule…", "DELETE", `${this.address()}/publish`, this.based())) {
      this.say("It stays as it is until you publish it.");
      this.tell();
    }
  }

  async unpublish() {
    if (await this.act("Hiding it…", "POST", `${this.address()}/unpublish`, this.based())) {
      this.say("Visitors do not see it any more.");
      this.tell();
    }
  }

  async rename(slug) {
    if (await this.act("Renaming…", "POST", `${this.address()}/rename`, { ...this.based(), body: { slug } })) {
      this.arrive(slug);
      this.keep();
      this.say("Renamed. The old address leads here.");
    }
  }

  async remove() {
    const title = this.definition.title(this.item.document);
    if (!(await confirmed(`Delete “${title}”? Visitors lose it at once; you can restore it from the list of contents.`, "Delete it"))) {
      return;
    }
    if (await this.act("Deleting…", "DELETE", this.address(), this.based())) {
      this.draft.forget();
      this.saved = this.desk.fields.read();
      location.assign("/studio");
    }
  }

  async restore(number) {
    const unsaved = this.isDirty();
    if (unsaved && !(await confirmed("You have unsaved edits. They are put aside in this browser if you go on.", "Restore"))) {
      return;
    }
    if (unsaved) {
      this.aside.keep(this.desk.fields.read(), undefined);
    }
    if (await this.act("Restoring…", "POST", `${this.address()}/revisions/${number}/restore`, this.based())) {
      this.forget();
      this.show();
      this.offer(this.aside, "Here are still your edits");
      this.say(`It says again what revision ${number} said. Visitors see it when you publish it.`);
    }
  }

  based() {
    return { match: this.tag, reason: this.desk.reason() };
  }

  /** One change, with what becomes of it when it works and when it does not. */
  async act(words, method, path, options, visible) {
    if (this.busy) {
      return false;
    }
    this.busy = true;
    this.desk.busy(true);
    this.desk.fields.clear();
    this.say(words);
    const passage = visible && new Passage(this.definition.single ? this.kind : `${this.kind}/${visible}`, this.definition.page(visible));
    try {
      await passage?.ready;
      passage?.start();
      const answer = await call(method, path, options);
      if (answer.ok) {
        this.accept(answer);
        passage?.stored((steps) => this.desk.way(steps));
      } else {
        passage?.close();
        this.refuse(answer);
      }
      return answer.ok;
    } finally {
      this.busy = false;
      this.desk.busy(false);
    }
  }

  accept({ data, tag }) {
    this.item = data ?? this.item;
    this.tag = tag ?? this.tag;
    this.desk.clearReason();
  }

  refuse(answer) {
    const current = answer.data?.current;
    if (answer.status === 412 && current) {
      this.compare(current, answer.tag ?? `"r${current.revision}"`);
      return;
    }
    const unnamed = (answer.data?.errors ?? []).filter(({ field, message }) => !this.desk.fault(field, message));
    const named = answer.data?.errors?.length > unnamed.length;
    this.say(named ? ["Not saved: some fields need another look.", ...unnamed.map(sentence)].join(" ") : answer.words);
    this.desk.focusFault();
  }

  compare(current, tag) {
    const mine = this.desk.fields.read();
    const close = () => {
      conflict.element.remove();
      this.desk.element.hidden = false;
      this.desk.form.querySelector("input, textarea").focus();
    };
    const conflict = new Conflict(
      this.kind,
      mine,
      current,
      (chosen) => {
        if (!same(chosen, mine)) {
          this.aside.keep(mine, undefined);
        }
        this.item = current;
        this.tag = tag;
        this.show();
        this.desk.fields.write(chosen);
        this.desk.preview?.ask();
        this.keep();
        close();
        this.offer(this.aside, "Here is still your version");
        this.say("This is what you chose. It is not saved yet: look at it, then save or publish.");
      },
      close,
    );
    this.putAsideWhatWasLeft();
    this.draft.keep(mine, this.tag);
    this.keeping = true;
    this.desk.element.hidden = true;
    this.append(conflict.element);
    conflict.focus();
  }

  say(words) {
    this.status.textContent = words;
  }
}

function sentence({ field, message }) {
  return `${field} ${message}.`;
}

customElements.define("studio-editor", StudioEditor);
