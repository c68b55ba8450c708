import { ArchiveImport } from "../../studio/archive.js";
import { currentSession } from "../../studio/api.js";
import { make } from "../../studio/dom.js";
import { ResumeImport } from "../../studio/resume.js";

/** All that the owner wrote, out as one file and in again. */
class StudioArchive extends HTMLElement {
  async connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.say("Loading…");
    const answer = await currentSession();
    if (!answer.ok) {
      this.say(answer.words);
      return;
    }
    const say = (words) => this.say(words);
    this.append(this.out(), new ArchiveImport(say).element, new ResumeImport(say).element);
    this.say("");
  }

  out() {
    return make(
      "section",
      {},
      make("h2", {}, "Out"),
      make("p", {}, "One file with everything: what is public as it lies in the content folder, and drafts, old addresses and times to publish beside it."),
      make("p", { class: "actions" }, make("a", { class: "button", href: "/api/export", download: true }, "Download the archive")),
    );
  }

  say(words) {
    this.status.textContent = words;
  }
}

customElements.define("studio-archive", StudioArchive);
