import { call } from "./api.js";
import { button, make, oneAtATime } from "./dom.js";

const ZIP = "application/zip";

/** A minute for the file, and behind it the four minutes that the gateway waits: many images take as long. */
const LIMIT = 300_000;

const LOOK = 1_000;

const MOST_LOOKS = 60;

const KINDS = {
  refused: "cannot be taken",
  removed: "goes",
  changed: "changes",
  new: "is new",
  unchanged: "stays as it is",
};

/** An archive back into the suite: first what it would change, then the change. */
export class ArchiveImport {
  constructor(say) {
    this.say = say;
    this.file = make("input", { id: "archive", type: "file", accept: `.zip,${ZIP}`, required: true });
    this.replace = make("input", { id: "replace", type: "checkbox" });
    this.plan = make("div");
    const look = oneAtATime(() => this.look());
    this.element = make(
      "section",
      {},
      make("h2", {}, "In"),
      make("p", {}, "An archive is taken in as a whole or not at all. Whatever it changes can be restored."),
      make(
        "form",
        {
          class: "form",
          // a plan is good for what was chosen when it was made
          change: () => this.plan.replaceChildren(),
          submit: (event) => {
            event.preventDefault();
            look();
          },
        },
        make("div", { class: "field wide" }, make("label", { for: "archive" }, "Archive", make("span", {}, " (a ZIP file that was downloaded here)")), this.file),
        make("label", { class: "tick wide" }, this.replace, " Delete what is not in it"),
        make("button", { type: "submit" }, "See what it changes"),
      ),
      this.plan,
    );
  }

  send(dryRun) {
    const path = `/api/import?dryRun=${dryRun}&replace=${this.replace.checked}`;
    return call("POST", path, { file: this.file.files[0], type: ZIP, limit: LIMIT });
  }

  async look() {
    this.say("Looking…");
    const answer = await this.send(true);
    this.plan.replaceChildren(...(answer.ok ? this.shown(answer.data.files) : [wrong(answer)]));
    this.say(answer.ok ? summary(answer.data.files) : answer.words);
    this.plan.querySelector("h3")?.focus();
  }

  shown(files) {
    const of = (change) => files.filter((file) => file.change === change);
    const lists = Object.entries(KINDS)
      .filter(([change]) => of(change).length > 0)
      .map(([change, words]) => this.list(change, words, of(change)));
    const possible = of("refused").length === 0;
    const something = files.some(({ change }) => change !== "unchanged");
    return [
      make("h3", { tabindex: "-1" }, summary(files)),
      lists,
      possible && something && make("p", { class: "actions" }, button("Take it in", oneAtATime(() => this.take()), { class: "" })),
    ].flat().filter(Boolean);
  }

  list(change, words, files) {
    const list = make(
      "ul",
      { class: "files" },
      files.map(({ path, errors }) =>
        make("li", {}, make("span", { class: "mono breakable" }, path), errors?.length && make("ul", {}, errors.map(({ field, message }) => make("li", {}, make("b", {}, field), ` ${message}`)))),
      ),
    );
    const title = `${files.length} ${words}`;
    return change === "unchanged" ? make("details", { class: "more" }, make("summary", {}, title), list) : make("div", {}, make("p", {}, make("b", {}, title)), list);
  }

  async take() {
    this.say("Taking it in…");
    const taking = this.plan.querySelector(".actions button");
    taking.toggleAttribute("data-busy", true);
    const answer = await this.send(false);
    taking.toggleAttribute("data-busy", false);
    if (!answer.ok) {
      this.plan.replaceChildren(wrong(answer));
      this.say(answer.words);
      return;
    }
    this.plan.replaceChildren();
    this.element.querySelector("form").reset();
    if (answer.data.state !== "applied") {
      this.say("It is certain, and not everybody is done yet…");
      await this.watch(answer.data.id);
    } else {
      this.say("All of it is in.");
    }
    this.file.focus();
  }

  async watch(id) {
    for (let look = 0; look < MOST_LOOKS; look++) {
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      const answer = await call("GET", `/api/imports/${id}`);
      if (answer.ok && answer.data.state === "applied") {
        this.say("All of it is in.");
        return;
      }
    }
    this.say("It is certain, but a service is away. It does its part as soon as it is back.");
  }
}

function summary(files) {
  const counts = Object.entries(KINDS)
    .map(([change, words]) => [files.filter((file) => file.change === change).length, words])
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`);
  return counts.length > 0 ? `${counts.join(", ")}.` : "There is nothing in it.";
}

/** Why it is not taken, file by file. */
export function wrong(answer) {
  const errors = answer.data?.errors ?? [];
  return make(
    "div",
    { class: "notice" },
    make("p", {}, errors.length > 0 ? "This cannot be taken, and nothing was changed." : answer.words),
    errors.length > 0 && make("ul", { class: "files" }, errors.map(({ field, message }) => make("li", { class: "breakable" }, make("b", {}, field), ` ${message}`))),
  );
}
