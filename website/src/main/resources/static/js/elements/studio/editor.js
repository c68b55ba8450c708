import { call, is } from "../../studio/api.js";
import { Conflict } from "../../studio/conflict.js";
import { confirmed, make, settled, time } from "../../studio/dom.js";
import { Aside, Draft, MOST_ASIDE, same } from "../../studio/drafts.js";
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
    this.draft = new Draft(`${this.kind}/${this.slug}`);
    this.aside = new Aside(`${this.kind}/${this.slug}`);
    /** What is kept under addresses that it had before, and finds no room under this one. */
    this.before = [];
    /** Since when what is offered is kept: nothing is offered twice. */
    this.offered = new Set();
    this.desk = new Desk(this.kind, this);
    this.replaceChildren(this.desk.element);
    this.status = this.desk.status;
    // an old address leads to where it is now
    this.move(this.item?.slug ?? this.slug);
    this.show();
    this.offerDraft();
    this.offerAside();
    this.listen();
  }

  listen() {
    const keep = settled(400, () => this.keep());
    this.desk.form.addEventListener("input", keep);
    // the pause may not be over when the tab closes
    addEventListener("pagehide", () => this.keep());
    addEventListener("beforeunload", (event) => this.isDirty() && event.preventDefault());
    // another tab may have put something aside
    addEventListener("storage", ({ key }) => key === this.aside.name && this.tellAside());
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
    const title = item ? this.definition.title(item.document) : `New ${this.definition.one}`;
    document.querySelector("h1").textContent = title;
    if (!this.definition.single) {
      document.title = document.title.replace(/^.*(?= – )/, () => title);
    }
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
    return this.desk !== undefined && !this.isSaved(this.written());
  }

  /** What stands in the form, the address of a new document with it. */
  written() {
    return { content: this.desk.fields.read(), tag: this.tag, slug: this.slug ? undefined : this.desk.slug() || undefined };
  }

  isSaved({ content, slug }) {
    return same(content, this.saved) && (Boolean(this.slug) || !slug);
  }

  keep() {
    if (this.isDirty()) {
      this.keepAs(this.written());
    } else if (this.keeping) {
      this.forget();
    }
  }

  /** Who writes without an answer to the offer, or in two tabs, loses neither the one nor the other. */
  keepAs({ content, tag, slug }) {
    const { foreign } = this.draft;
    if (!foreign || same(foreign.content, content) || this.putAside(foreign)) {
      this.keeping = true;
      this.draft.keep(content, tag, slug) && this.forgetBefore();
    }
  }

  /** What this tab kept under an address before is out of date. */
  forgetBefore() {
    const own = this.before.filter(({ draft }) => draft.kept && !draft.foreign);
    own.forEach(({ draft }) => draft.forget());
    own.length > 0 && this.tellAside();
  }

  /**
   * Nothing goes for it that was not named before.
   * @return whether this browser keeps it
   */
  putAside(version) {
    const { leaving } = this.aside;
    const may = !leaving || leaving.at === this.named || this.aside.has(version);
    this.lost = may && !this.aside.add(version);
    this.tellAside();
    return may && !this.lost;
  }

  /** Why something was not put aside. */
  whyNot() {
    return this.lost
      ? "this browser cannot keep your edits aside. Copy what you need first."
      : "an older version would go for your edits. Look which one, then do it again.";
  }

  /** Whoever has as many as there is room for learns which one goes before it does. */
  tellAside() {
    const { leaving } = this.aside;
    const waiting = this.before
      .map(({ slug, draft, aside }) => ({ slug, count: aside.all.length + (draft.kept ? 1 : 0) }))
      .filter(({ count }) => count > 0);
    this.named = leaving?.at;
    this.desk.note(
      this.lost
        ? "This browser has no room to keep another version aside: copy what you need before you go on."
        : leaving && [`${MOST_ASIDE} versions are kept aside, as many as there is room for. With the next one the oldest goes, of `, time(leaving.at), "."],
      ...waiting.map(({ slug, count }) => `${count} more ${count === 1 ? "waits" : "wait"} under ${slug}, the address before, until there is room here.`),
    );
  }

  /** What this tab kept is saved, or was taken back. */
  forget() {
    this.draft.forgetMine();
    this.forgetBefore();
    this.keeping = false;
  }

  /** What was typed into a tab that is closed by now is offered, never forced on anybody. */
  offerDraft() {
    const { kept } = this.draft;
    if (!kept || this.isSaved(kept)) {
      this.draft.forget();
      return;
    }
    const isThere = () => this.draft.kept?.at === kept.at;
    const takeUp = () => {
      if (this.takeUp(kept)) {
        isThere() && this.draft.claim(kept);
      } else {
        this.offerDraft();
      }
    };
    // it may have been put aside by now
    const throwAway = () => (isThere() ? this.draft.forget() : this.throwAway(kept));
    this.offer("You left unsaved edits", kept, takeUp, throwAway);
  }

  /** What lost a conflict, or made way for another version, is offered until somebody throws it away or saves the same. */
  offerAside() {
    const here = this.written();
    for (const version of this.aside.all) {
      if (this.isSaved(version)) {
        this.aside.remove(version);
      } else if (!this.offered.has(version.at) && !same(version.content, here.content)) {
        this.offer(
          "Here is still your version",
          version,
          () => this.takeUp(version) || this.offerAside(),
          () => this.throwAway(version),
        );
      }
    }
    this.tellAside();
  }

  /** Wherever it is: it may still be under an address before. */
  throwAway(version) {
    this.aside.remove(version);
    for (const { draft, aside } of this.before) {
      aside.remove(version);
      draft.kept?.at === version.at && draft.forget();
    }
  }

  offer(words, version, take, leave) {
    this.offered.add(version.at);
    const answered = (work) => () => {
      this.offered.delete(version.at);
      // there may be room again
      this.lost = false;
      work();
      this.gather() ? this.offerAside() : this.tellAside();
    };
    const title = this.definition.title(version.content);
    this.desk.offer([words, title && ` “${title}”`, " of ", time(version.at), "."].filter(Boolean), answered(take), answered(leave));
  }

  /**
   * Based on what they were based on: if that has changed, saving shows both. What stood here makes way, and is kept.
   * @return whether there was a place for that
   */
  takeUp({ content, tag, slug }) {
    const here = this.written();
    const replaces = this.isDirty() && !same(here.content, content);
    if (replaces && !this.putAside(here)) {
      this.say(`Not taken up: ${this.whyNot()}`);
      return false;
    }
    this.desk.fields.write(content);
    if (slug && !this.slug) {
      this.desk.typeSlug(slug);
    }
    this.tag = tag ?? this.tag;
    this.desk.preview?.ask();
    if (replaces) {
      this.offerAside();
    }
    this.say("Taken up. Save when you are ready.");
    return true;
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
      this.move(slug);
      // what was typed meanwhile is not saved
      this.keep();
      this.tell();
      this.say(draft ? "Saved. Visitors do not see it yet." : "Published.");
    } else if (this.slug && this.slug !== slug && !this.desk.element.hidden) {
      // it has another address by now and says what it said: there is nothing to choose
      const saved = await this.save(draft);
      saved && this.say(`${this.status.textContent} It was renamed meanwhile: its address is ${this.slug} now.`);
      return saved;
    }
    return done;
  }

  /** A document has an address from now on, or another one: what is kept for it goes there as well. */
  move(slug) {
    if (slug === this.slug) {
      return;
    }
    const left = { slug: this.slug, draft: this.draft, aside: this.aside };
    this.slug = slug;
    this.dataset.slug = slug;
    this.draft = new Draft(`${this.kind}/${slug}`);
    this.aside = new Aside(`${this.kind}/${slug}`);
    if (left.slug) {
      this.bring(left);
    } else {
      // what was left of other new ones is none of its versions
      this.offered.clear();
      this.desk.offers.replaceChildren();
    }
    history.replaceState(null, "", studioPage(this.kind, slug));
    document.querySelector(".told b").textContent = location.pathname;
  }

  /** Another tab may have kept something under the new address already, and more than there is room for beside it. */
  bring(left) {
    if (!this.draft.kept) {
      this.draft.take(left.draft);
    }
    this.before = [...this.before.filter(({ slug }) => slug !== this.slug && slug !== left.slug), left];
    this.gather();
  }

  /**
   * What is kept under addresses before comes here, as far as there is room for it.
   * @return whether something came
   */
  gather() {
    const before = this.aside.all.length;
    for (const { draft, aside } of this.before) {
      // what this tab kept itself is kept here next
      const { foreign } = draft;
      if (foreign && this.aside.admit(foreign)) {
        draft.forget();
      }
      this.aside.take(aside);
    }
    return this.aside.all.length > before;
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
      this.move(slug);
      this.tell();
      this.keep();
      this.offerAside();
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
    const here = this.written();
    if (unsaved && !this.putAside(here)) {
      this.say(`Not restored: ${this.whyNot()}`);
      return;
    }
    if (await this.act("Restoring…", "POST", `${this.address()}/revisions/${number}/restore?publish=false`, this.based())) {
      // typed while it was under way
      const { content } = this.written();
      if (!same(content, here.content) && !this.putAside({ ...here, content })) {
        this.tell();
        this.say(`Revision ${number} was restored. What you typed meanwhile stands here still: ${this.whyNot()}`);
        return;
      }
      this.forget();
      this.show();
      this.offerAside();
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
        await this.refuse(answer);
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

  async refuse(answer) {
    const current = answer.data?.current;
    if (answer.status === 412 && current) {
      this.compare(current, answer.tag ?? `"r${current.revision}"`);
      return;
    }
    if (answer.status === 404 && (await this.follow())) {
      return;
    }
    if (is(answer, "slug-taken") && !this.slug) {
      this.desk.faultSlug("is taken");
    }
    const unnamed = (answer.data?.errors ?? []).filter(({ field, message }) => !this.desk.fault(field, message));
    const named = answer.data?.errors?.length > unnamed.length;
    this.say(named ? ["Not saved: some fields need another look.", ...unnamed.map(sentence)].join(" ") : answer.words);
    this.desk.focusFault();
  }

  /** Somebody else may have renamed it while it was open here: its old address says where it is. */
  async follow() {
    const answer = this.item && (await call("GET", `${this.address()}?view=owner`));
    if (!answer?.ok || answer.data.slug === this.slug) {
      return false;
    }
    const { data, tag } = answer;
    const seen = this.tag === `"r${this.item.revision}"` && same(data.document, this.item.document);
    this.move(data.slug);
    // what was not seen yet stays to be compared with
    this.item = seen ? data : { ...this.item, slug: data.slug };
    this.tag = seen ? tag : this.tag;
    this.tell();
    this.keep();
    this.offerAside();
    if (seen) {
      this.say(`This was renamed meanwhile: its address is ${data.slug} now. Nothing was done yet; do it again if you still want it.`);
    } else {
      this.compare(data, tag, true);
    }
    return true;
  }

  compare(current, tag, renamed = false) {
    const mine = this.desk.fields.read();
    const close = () => {
      conflict.element.remove();
      this.desk.element.hidden = false;
      this.desk.form.querySelector("input, textarea").focus();
    };
    const conflict = new Conflict(
      this.kind,
      mine,
      { ...current, renamed },
      (chosen) => {
        // it was compared with what is there now
        if (!same(chosen, mine) && !this.putAside({ content: mine, tag })) {
          close();
          this.say(`Nothing was chosen: ${this.whyNot()}`);
          return;
        }
        this.item = current;
        this.tag = tag;
        this.show();
        this.desk.fields.write(chosen);
        this.desk.preview?.ask();
        this.keep();
        close();
        this.offerAside();
        this.say("This is what you chose. It is not saved yet: look at it, then save or publish.");
      },
      close,
    );
    this.keepAs({ content: mine, tag: this.tag });
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
