import { call } from "./api.js";
import { make, settled } from "./dom.js";
import { KINDS } from "./kinds.js";

const PAUSE = 300;

/** Shows beside a text how the site is going to show it: the service renders it, by the code that renders the site. */
export class Preview {
  constructor(kind, definition, input) {
    this.kind = kind;
    this.definition = definition;
    this.input = input;
    this.text = make("div", { class: "text" });
    this.note = make("p", { class: "mono" });
    this.element = make(
      "section",
      { class: "preview", "aria-label": `${definition.label} as visitors see it`, tabindex: "0" },
      this.note,
      this.text,
    );
    input.addEventListener("input", settled(PAUSE, () => this.ask()));
  }

  async ask() {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const answer = await call("POST", `${KINDS[this.kind].base}/preview`, { body: this.document(), signal: asking.signal });
    // a newer text may have been asked about meanwhile
    if (!asking.signal.aborted) {
      this.note.textContent = answer.ok ? "" : `No preview: ${answer.words}`;
      if (answer.ok) {
        this.show(answer.data.html);
      }
    }
  }

  /** What is in doubt is the text alone; numbers that are not there yet would make it unreadable. */
  document() {
    const numbers = KINDS[this.kind].fields.filter(({ type }) => type === "number");
    return { ...Object.fromEntries(numbers.map(({ name, min }) => [name, min])), [this.definition.name]: this.input.value };
  }

  /** The service lets through only harmless markup; parsed like this, nothing of it would run anyway. */
  show(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    for (const link of body.querySelectorAll("a[href]")) {
      link.target = "_blank";
      link.rel = "noopener";
    }
    this.text.replaceChildren(...body.childNodes);
  }
}
