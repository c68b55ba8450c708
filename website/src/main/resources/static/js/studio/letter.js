import { call } from "./api.js";
import { button, confirmed, make, time } from "./dom.js";

const STATES = { new: "Unread", read: "Read", replied: "Replied", archived: "Archived", spam: "Spam" };

const MARKS = { new: "Mark as unread", read: "Mark as read", replied: "Mark as replied", archived: "Archive", spam: "This is spam" };

/** One message, with all that can be done with it. */
export class Letter {
  /**
   * @param answer the message and its version
   * @param inbox told of what is said, changed and closed
   */
  constructor({ data, tag }, inbox) {
    this.message = data;
    this.tag = tag;
    this.inbox = inbox;
    this.title = make("h2", { tabindex: "-1" }, data.subject || "Without a subject");
    this.state = make("p", { class: "byline" });
    this.marks = make("p", { class: "actions" });
    this.element = make(
      "article",
      { class: "letter" },
      make("p", { class: "actions" }, button("Back to the list", () => inbox.close())),
      this.title,
      make("p", {}, data.name, ", ", make("a", { href: `mailto:${data.email}` }, data.email), ", ", time(data.receivedAt)),
      this.state,
      make("div", { class: "words" }, data.body),
      this.marks,
      this.doubts(),
      this.way(),
    );
    this.tell();
  }

  focus() {
    this.title.focus();
  }

  /** Whoever opens a message has read it. */
  async read() {
    if (this.message.state === "new") {
      await this.change({ state: "read" }, "");
    }
  }

  tell() {
    const { state, suspect, reply } = this.message;
    this.state.textContent = (STATES[state] ?? state) + (suspect ? ", suspect" : "") + ".";
    this.marks.replaceChildren(
      make("a", { href: reply, class: "button" }, "Reply by mail"),
      ...Object.entries(MARKS)
        .filter(([to]) => to !== state)
        .map(([to, words]) => button(words, () => this.change({ state: to }, `${STATES[to]}.`))),
      button(suspect ? "Not suspect" : "This is suspect", () => this.change({ suspect: !suspect }, suspect ? "Not suspect any more." : "Marked as suspect.")),
      button("Delete…", () => this.remove()),
    );
  }

  doubts() {
    const doubts = this.message.suspicions ?? [];
    return (
      doubts.length > 0 &&
      make("section", {}, make("h3", {}, "What speaks against it"), make("ul", { class: "mono" }, doubts.map((doubt) => make("li", {}, doubtOf(doubt)))))
    );
  }

  way() {
    const steps = this.message.history ?? [];
    return (
      steps.length > 0 &&
      make(
        "section",
        {},
        make("h3", {}, "Its way here"),
        make(
          "ol",
          { class: "way" },
          steps.map((step) =>
            make("li", {}, `${step.status ?? step.what ?? step.action} `, make("span", { class: "mono" }, time(step.at), step.detail && `, ${step.detail}`)),
          ),
        ),
      )
    );
  }

  async change(what, words) {
    const answer = await call("PATCH", `/api/contact/messages/${this.message.id}`, { body: what, match: this.tag });
    if (answer.status === 412) {
      await this.again();
      return;
    }
    if (answer.ok) {
      this.message = { ...this.message, ...(answer.data ?? what) };
      this.tag = answer.tag ?? this.tag;
      const marked = this.marks.contains(document.activeElement);
      this.tell();
      marked && this.focus();
      this.inbox.changed(this.message);
    }
    const said = answer.ok ? words : answer.words;
    said && this.inbox.say(said);
  }

  /** Somebody marked it meanwhile: what that was is shown before anything is overwritten. */
  async again() {
    const answer = await call("GET", `/api/contact/messages/${this.message.id}`);
    if (answer.ok) {
      this.message = answer.data;
      this.tag = answer.tag;
      this.tell();
      this.inbox.changed(this.message);
    }
    this.inbox.say(answer.ok ? "This was marked elsewhere meanwhile; look, and choose again." : answer.words);
  }

  async remove() {
    if (!(await confirmed(`Delete the message of ${this.message.name} for good? Nobody can bring it back.`, "Delete it"))) {
      return;
    }
    const answer = await call("DELETE", `/api/contact/messages/${this.message.id}`, { match: this.tag });
    if (answer.ok) {
      await this.inbox.close();
      this.inbox.say("Deleted.");
    } else if (answer.status === 412) {
      await this.again();
    } else {
      this.inbox.say(answer.words);
    }
  }
}

function doubtOf(doubt) {
  return typeof doubt === "string" ? doubt.toLowerCase().replaceAll("_", " ") : [doubt.name ?? doubt.type, doubt.detail].filter(Boolean).join(": ");
}
