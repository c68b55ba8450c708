import { Lab, filled } from "../../lab.js";
import { svg } from "../../svg.js";

const IN_ROW = 25;
const CELL = 18;
const STEP = 22;

const COLUMNS = { withoutKey: 0, withKey: 1 };

/** What an answer means to the client. */
function meaning({ status, replayed }) {
  if (status === 201) {
    return replayed ? "replay" : "effect";
  }
  return status === 409 ? "busy" : "lost";
}

/** Draws each client as a square that says what it was told last. */
class IdempotencyLab extends Lab {
  connectedCallback() {
    super.connectedCallback();
    this.form.addEventListener("input", this);
  }

  handleEvent(event) {
    super.handleEvent(event);
    if (event.type === "input" && !this.busy) {
      this.clear();
    }
  }

  /** As many clients as are chosen, none of them answered. */
  clear() {
    const requests = this.form.elements.requests;
    if (requests.validity.valid) {
      const nothing = { answers: [] };
      this.draw({ requests: requests.valueAsNumber, withoutKey: nothing, withKey: nothing });
    }
    super.clear();
  }

  draw(report) {
    for (const [side, column] of Object.entries(COLUMNS)) {
      this.picture(side, report.requests, report[side]);
      this.count(column, report[side]);
    }
    const { kept, mismatch, requests } = report;
    this.querySelector("p.kept").textContent = kept ? filled(this.dataset.kept, { clients: kept.clients, requests }) : "";
    this.querySelector("pre code").textContent = kept?.body ?? "";
    this.querySelector(".mismatch").textContent = mismatch ? filled(this.dataset.mismatch, mismatch) : "";
  }

  picture(side, requests, { answers, effects }) {
    const figure = this.querySelector(`[data-side=${side}]`);
    const picture = figure.querySelector("svg");
    if (picture.childElementCount !== requests) {
      const rows = Math.ceil(requests / IN_ROW);
      picture.setAttribute("viewBox", `0 0 ${IN_ROW * STEP} ${rows * STEP}`);
      picture.replaceChildren(...Array.from({ length: requests }, (_, client) => cell(client)));
    }
    const last = new Map(answers.map((answer) => [answer.client, meaning(answer)]));
    [...picture.children].forEach((one, client) => (one.dataset.is = last.get(client) ?? "none"));
    const words = effects === undefined ? "–" : filled(this.dataset.said, { effects, requests });
    figure.querySelector("b").textContent = words;
  }

  /** The same in figures. */
  count(column, { answers, effects }) {
    const counts = Map.groupBy(answers, meaning);
    for (const row of this.querySelectorAll("[data-count]")) {
      const name = row.dataset.count;
      row.querySelectorAll("td")[column].textContent =
        name === "effects" ? (effects ?? "") : (counts.get(name)?.length ?? 0);
    }
  }
}

/** A square, and in it what tells one state from another without colour. */
function cell(client) {
  const [x, y] = [(client % IN_ROW) * STEP + 2, Math.floor(client / IN_ROW) * STEP + 2];
  const box = svg("rect", { width: CELL, height: CELL });
  const dot = svg("circle", { cx: CELL / 2, cy: CELL / 2, r: 4 });
  const line = svg("path", { d: `M4 ${CELL - 4}L${CELL - 4} 4` });
  return svg("g", { transform: `translate(${x} ${y})` }, box, dot, line);
}

customElements.define("idempotency-lab", IdempotencyLab);
