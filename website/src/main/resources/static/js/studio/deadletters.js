import { call } from "./api.js";
import { button, make, oneAtATime, time } from "./dom.js";

const BASE = "/api/contact/dead-letters";

/** What a service gave up, and why; it can be sent on its way again. */
export class DeadLetters {
  constructor(say) {
    this.say = say;
    this.count = make("span", { class: "mono" });
    this.list = make("ol", { class: "items" });
    this.element = make("details", { class: "dead" }, make("summary", {}, "Dead letters ", this.count), this.list);
  }

  async load() {
    const answer = await call("GET", BASE);
    const { letters, waiting } = answer.ok ? answer.data : { letters: [], waiting: "" };
    this.count.textContent = waiting;
    this.list.replaceChildren(
      ...(answer.ok ? letters.map((letter) => this.line(letter)) : [make("li", {}, answer.words)]),
      letters.length === 0 && answer.ok ? make("li", {}, "None: every event was read.") : "",
    );
  }

  line({ id, topic, type, time: at, reasons, attempts, redrivenAt }) {
    return make(
      "li",
      {},
      make("b", {}, (type ?? topic).replace(/^dev\.akshay\.portfolio\./, "")),
      make(
        "span",
        { class: "mono" },
        time(at),
        `, tried ${attempts === 1 ? "once" : `${attempts} times`}`,
        redrivenAt && [", sent again ", time(redrivenAt)],
      ),
      make("span", { class: "excerpt" }, reasons.join("; ")),
      !redrivenAt && make("span", { class: "actions" }, button("Send again", oneAtATime(() => this.redrive(id)), { "aria-label": `Send again ${id}` })),
    );
  }

  async redrive(id) {
    const answer = await call("POST", `${BASE}/${encodeURIComponent(id)}/redrive`);
    this.say(answer.ok ? "It is on its way again." : answer.words);
    await this.load();
    this.element.querySelector("summary").focus();
  }
}
