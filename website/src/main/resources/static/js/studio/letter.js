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
      suspect ? button("Not suspect", () => this.change({ suspect: false }, "Not suspect any more.")) : "",
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
    const { receipt, steps } = this.message.delivery ?? { steps: [] };
    return (
      steps.length > 0 &&
      make(
        "section",
        {},
        make("h3", {}, "Its way here"),
        make("ol", {}, steps.map(({ event, at, reason }) => make("li", {}, `${event} `, make("span", { class: "mono" }, time(at), reason && `, ${reason}`)))),
        make("p", {}, make("a", { href: `/contact/receipts/${receipt}` }, "The receipt that its sender has")),
      )
    );
  }

  /**
   * One after the other: whoever marks it while it is being marked meets no conflict with herself, but looks first if that
   * was refused.
   */
  change(what, words) {
    const before = this.changing;
    const changing = (async () => (!before || (await before)) && this.mark(what, words))();
    this.changing = changing;
    changing.then(() => this.changing === changing && (this.changing = undefined));
    return changing;
  }

  /** @return whether it is marked so */
  async mark(what, words) {
    if (Object.entries(what).every(([name, value]) => this.message[name] === value)) {
      return true;
    }
    const answer = await call("PATCH", `/api/contact/messages/${this.message.id}`, { body: what, match: this.tag });
    if (answer.ok) {
      this.become(answer.data, answer.tag);
    }
    this.say(answer, words);
    return answer.ok;
  }

  become(message, tag) {
    const marked = this.marks.contains(document.activeElement);
    this.message = message;
    this.tag = tag;
    this.tell();
    marked && this.focus();
    this.inbox.changed(message);
  }

  /** Somebody may have marked it meanwhile: what that was is shown before anything is overwritten. */
  say(answer, words) {
    const current = answer.data?.current;
    if (answer.status === 412 && current) {
      this.become(current, current.etag);
      this.inbox.say("This was marked elsewhere meanwhile. Look, and choose again.");
    } else if (!answer.ok || words) {
      this.inbox.say(answer.ok ? words : answer.words);
    }
  }

  async remove() {
    if (!(await confirmed(`Delete the message of ${this.message.name} for good? Nobody can bring it back.`, "Delete it"))) {
      return;
    }
    const answer = await call("DELETE", `/api/contact/messages/${this.message.id}`, { match: this.tag });
    if (answer.ok) {
      await this.inbox.close();
      this.inbox.say("Deleted.");
    } else {
      this.say(answer);
    }
  }
}

function doubtOf(doubt) {
  return doubt.toLowerCase().replaceAll("_", " ");
}
