import { call } from "./api.js";
import { wrong } from "./archive.js";
import { shownDifference } from "./diff.js";
import { button, make, oneAtATime } from "./dom.js";

/** A JSON Resume into the profile: first what it would change and what has no place there, then the change. */
export class ResumeImport {
  constructor(say) {
    this.say = say;
    this.file = make("input", { id: "resume", type: "file", accept: ".json,application/json", required: true });
    this.plan = make("div");
    const look = oneAtATime(() => this.look());
    this.element = make(
      "section",
      {},
      make("h2", {}, "Résumé"),
      make("p", {}, "A résumé in the format of ", make("a", { href: "https://jsonresume.org" }, "JSON Resume"), " is merged into the profile: what it says wins, what it does not say stays."),
      make(
        "form",
        {
          class: "form",
          change: () => this.plan.replaceChildren(),
          submit: (event) => {
            event.preventDefault();
            look();
          },
        },
        make("div", { class: "field wide" }, make("label", { for: "resume" }, "Résumé", make("span", {}, " (a JSON file)")), this.file),
        make("button", { type: "submit" }, "See what it changes"),
      ),
      this.plan,
    );
  }

  async look() {
    this.say("Looking…");
    const answer = await this.send(true);
    this.seen = answer.tag;
    this.plan.replaceChildren(...(answer.ok ? this.shown(answer.data) : [wrong(answer)]));
    this.say(answer.ok ? "Nothing is changed yet." : answer.words);
    this.plan.querySelector("h3")?.focus();
  }

  send(dryRun, match) {
    return call("POST", `/api/import?dryRun=${dryRun}`, { file: this.file.files[0], type: "application/json", match });
  }

  shown({ changes, ignored }) {
    return [
      make("h3", { tabindex: "-1" }, changes.length > 0 ? "What changes" : "The profile says all of it already."),
      changes.length > 0 && shownDifference("profile", changes),
      ignored.length > 0 && make("h3", {}, "What has no place"),
      ignored.length > 0 && make("ul", { class: "files" }, ignored.map(({ field, reason }) => make("li", {}, make("span", { class: "mono breakable" }, field), `: ${reason}`))),
      changes.length > 0 && make("p", { class: "actions" }, button("Merge it into the profile", oneAtATime(() => this.merge()), { class: "" })),
    ].filter(Boolean);
  }

  async merge() {
    this.say("Merging…");
    const answer = await this.send(false, this.seen);
    if (!answer.ok) {
      this.say(answer.status === 412 ? "The profile was changed meanwhile. Look at it once more." : answer.words);
      return;
    }
    this.plan.replaceChildren(make("p", {}, make("a", { href: "/studio/profile" }, "See the profile")));
    this.say("It is merged, and public.");
  }
}
