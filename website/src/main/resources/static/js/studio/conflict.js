import { linesBetween, shownLines, wordsOf } from "./diff.js";
import { same } from "./drafts.js";
import { button, make } from "./dom.js";
import { KINDS } from "./kinds.js";

/**
 * Two versions of one document, field by field. The owner chooses of which to keep what; both stay: the one in the
 * history, the other in this browser.
 */
export class Conflict {
  /**
   * @param kind the kind of content
   * @param mine what the form says
   * @param current what is stored now, as the owner sees it; renamed: whether it has another address than before
   * @param resolve what to do with the content that was chosen
   * @param cancel what to do if the owner would rather write on
   */
  constructor(kind, mine, current, resolve, cancel) {
    this.mine = mine;
    this.theirs = current.document;
    this.fields = KINDS[kind].fields.filter(({ name }) => !same(mine[name], this.theirs[name]));
    this.element = make(
      "section",
      { class: "conflict", "aria-labelledby": "conflict" },
      make("h2", { id: "conflict", tabindex: "-1" }, "Changed meanwhile"),
      make(
        "p",
        {},
        `While you wrote, this became revision ${current.revision}${current.renamed ? `, and its address ${current.slug}` : ""}. Nothing is lost: choose what to keep of each. What you do not choose of that revision stays in the history, and your version stays in this browser.`,
      ),
      this.fields.map((field) => this.choice(field)),
      this.fields.length === 0 && make("p", {}, "Both say the same."),
      make(
        "p",
        { class: "actions" },
        button("Go on with what is chosen", () => resolve(this.chosen()), { class: null }),
        button("All of mine", () => this.all("mine")),
        button("All of theirs", () => this.all("theirs")),
        button("Back to my version", cancel),
      ),
    );
  }

  choice({ name, label }) {
    const option = (value, words) => [
      make("label", {}, make("input", { type: "radio", name: `keep-${name}`, value, checked: value === "mine" }), ` ${words}`),
    ];
    return make(
      "fieldset",
      {},
      make("legend", {}, label),
      make("p", { class: "choice" }, option("mine", "Mine"), option("theirs", "Theirs")),
      make("div", { class: "versions" }, [
        version("Mine, compared with theirs", linesBetween(wordsOf(this.theirs[name]), wordsOf(this.mine[name]))),
        version("Theirs", wordsOf(this.theirs[name]).split("\n").map((text) => ({ change: "whole", text }))),
      ]),
    );
  }

  all(whose) {
    for (const radio of this.element.querySelectorAll(`input[value=${whose}]`)) {
      radio.checked = true;
    }
  }

  chosen() {
    const chosen = { ...this.mine };
    for (const { name } of this.fields) {
      if (this.element.querySelector(`input[name="keep-${name}"]:checked`).value === "theirs") {
        chosen[name] = this.theirs[name];
      }
    }
    return chosen;
  }

  focus() {
    this.element.querySelector("h2").focus();
  }
}

function version(words, lines) {
  return make("div", {}, make("p", { class: "mono" }, words), shownLines(lines));
}
