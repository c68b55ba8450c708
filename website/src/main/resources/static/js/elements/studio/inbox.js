import { call } from "../../studio/api.js";
import { DeadLetters } from "../../studio/deadletters.js";
import { button, make, oneAtATime, settled, time } from "../../studio/dom.js";
import { Letter } from "../../studio/letter.js";

const BASE = "/api/contact/messages";

const SHELVES = [
  { key: "new", words: "Unread", query: { state: "new" } },
  { key: "read", words: "Read", query: { state: "read" } },
  { key: "replied", words: "Replied", query: { state: "replied" } },
  { key: "archived", words: "Archived", query: { state: "archived" } },
  { key: "suspect", words: "Suspect", query: { suspect: "true" } },
  { key: "spam", words: "Spam", query: { state: "spam" } },
  { key: "all", words: "All", query: {} },
];

/** What visitors wrote: found, read, answered, put away. The address names the shelf and the message that is open. */
class StudioInbox extends HTMLElement {
  async connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.shelves = make("ul", { class: "shelves" });
    this.search = make("input", { id: "q", type: "search", maxlength: 100, autocomplete: "off" });
    this.search.addEventListener("input", settled(300, () => this.load()));
    this.list = make("ol", { class: "items messages" });
    this.more = button("Earlier ones", oneAtATime(() => this.loadMore()), { hidden: true });
    this.place = make("div", { class: "place" });
    this.dead = new DeadLetters((words) => this.say(words));
    this.append(
      make("nav", { "aria-label": "Messages" }, this.shelves),
      make(
        "form",
        {
          role: "search",
          class: "asked",
          submit: (event) => {
            event.preventDefault();
            this.load();
          },
        },
        make("div", { class: "field" }, make("label", { for: "q" }, "Search"), this.search),
      ),
      make("div", { class: "inbox" }, make("div", {}, this.list, make("p", { class: "actions" }, this.more)), this.place),
      this.dead.element,
    );
    addEventListener("popstate", () => this.arrive());
    await this.arrive();
    await this.dead.load();
  }

  /** Shows what the address names. */
  async arrive() {
    const wanted = new URLSearchParams(location.search);
    this.shelf = SHELVES.find(({ key }) => key === wanted.get("shelf")) ?? SHELVES[0];
    await this.load();
    await this.open(wanted.get("message"));
  }

  go(shelf, message) {
    const address = new URLSearchParams({ shelf, ...(message && { message }) });
    history.pushState(null, "", `?${address}`);
  }

  /** Whoever asks for more goes on with the first of them. */
  async loadMore() {
    const [first] = await this.load(this.next);
    first?.querySelector("a").focus();
  }

  /** @return the lines that came, none if something else was asked for meanwhile */
  async load(before) {
    this.loading?.abort();
    const loading = (this.loading = new AbortController());
    this.say("Loading…");
    const query = new URLSearchParams({ ...this.shelf.query, limit: 30 });
    const text = this.search.value.trim();
    text && query.set("q", text);
    before && query.set("before", before);
    const answer = await call("GET", `${BASE}?${query}`, { signal: loading.signal });
    if (loading.signal.aborted) {
      return [];
    }
    if (!answer.ok) {
      if (!before) {
        // what is listed is of another shelf
        this.list.replaceChildren();
        this.more.hidden = true;
        this.count({});
      }
      this.say(answer.words);
      return [];
    }
    const { messages, counts, next } = answer.data;
    const lines = messages.map((message) => this.line(message));
    before ? this.list.append(...lines) : this.list.replaceChildren(...lines);
    this.next = next;
    this.more.hidden = !next;
    this.count(counts ?? {});
    this.say(foundWords(this.list.children.length, next));
    return lines;
  }

  count(counts) {
    this.shelves.replaceChildren(
      ...SHELVES.map(({ key, words }) =>
        make(
          "li",
          {},
          make(
            "a",
            {
              href: `?shelf=${key}`,
              "aria-current": this.shelf.key === key && "true",
              click: (event) => {
                event.preventDefault();
                this.go(key);
                this.arrive();
              },
            },
            words,
            counts[key] !== undefined && make("span", { class: "mono" }, ` ${counts[key]}`),
          ),
        ),
      ),
    );
  }

  line({ id, receivedAt, name, subject, excerpt, state, suspect }) {
    return make(
      "li",
      { "data-state": state, "data-id": id },
      make(
        "a",
        {
          href: `?shelf=${this.shelf.key}&message=${id}`,
          click: (event) => {
            event.preventDefault();
            this.go(this.shelf.key, id);
            this.open(id);
          },
        },
        make("b", {}, subject || "Without a subject"),
        state === "new" && unread(),
      ),
      make("span", { class: "mono" }, `${name}, `, time(receivedAt), suspect && ", suspect"),
      make("span", { class: "excerpt" }, excerpt),
    );
  }

  async open(id) {
    this.classList.toggle("reading-one", Boolean(id));
    for (const line of this.list.children) {
      line.toggleAttribute("data-open", line.dataset.id === id);
    }
    if (!id) {
      this.place.replaceChildren();
      return;
    }
    const answer = await call("GET", `${BASE}/${id}`);
    if (!answer.ok) {
      this.place.replaceChildren(make("p", { class: "notice" }, answer.words));
      return;
    }
    const letter = new Letter(answer, {
      say: (words) => this.say(words),
      changed: (message) => this.changed(message),
      close: () => this.close(id),
    });
    this.place.replaceChildren(letter.element);
    letter.focus();
    await letter.read();
  }

  /** What it says in the list; it stays where it is until the shelf is looked at again. */
  changed(message) {
    const line = this.list.querySelector(`[data-id="${CSS.escape(message.id)}"]`);
    if (line) {
      line.dataset.state = message.state;
      line.querySelector(".unseen")?.remove();
      message.state === "new" && line.querySelector("a").append(unread());
    }
  }

  async close(id) {
    this.go(this.shelf.key);
    await this.open(null);
    await this.load();
    (this.list.querySelector(`[data-id="${CSS.escape(id)}"] a`) ?? this.list.querySelector("a") ?? this.search).focus();
  }

  say(words) {
    this.status.textContent = words;
  }
}

function unread() {
  return make("span", { class: "unseen" }, ", unread");
}

/** A search may have found nothing yet and still have messages to look through. */
function foundWords(shown, next) {
  const found = shown === 0 ? "Nothing here" : shown === 1 ? "1 message" : `${shown} messages`;
  return next ? `${found}, and there are earlier ones to look through.` : `${found}.`;
}

customElements.define("studio-inbox", StudioInbox);
