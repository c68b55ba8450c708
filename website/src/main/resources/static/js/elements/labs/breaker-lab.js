import { PictureLab, filled, number } from "../../lab.js";
import { svg } from "../../svg.js";

const BAND = 26;
const TOP = BAND + 14;
const BOTTOM = 190;
const AXIS = 24;
const LEFT = 44;
const [FASTEST, SLOWEST] = [1, 10_000];
const TICKS = [1, 10, 100, 1000, 10_000];
const LEAST_SECONDS = 10;
const ROOM_FOR_ALL_TICKS = 420;
const ROOM_FOR_A_WORD = 8;

const seconds = (millis) => number(millis / 1000);

/** Draws each request where it was sent and how long it took, and above them what the breaker was. */
class BreakerLab extends PictureLab {
  draw(report) {
    super.draw(report);
    for (const row of this.querySelectorAll("[data-count]")) {
      row.querySelector("td").textContent = report.counts[row.dataset.count];
    }
    const course = report.changes.map(({ at, state }) => filled(this.dataset.change, { state, seconds: seconds(at) }));
    this.querySelector(".course").textContent = course.length ? filled(this.dataset.course, { course: course.join(", ") }) : "";
  }

  pictures() {
    const { requests, fresh, kept } = this.report.counts;
    const share = Math.floor((1000 * (fresh + kept)) / Math.max(1, requests)) / 10;
    const said = requests ? filled(this.dataset.said, { share, requests }) : this.dataset.nothing;
    this.picture("requests", BOTTOM + AXIS, (width) => timeline(this.report, width), said);
  }
}

function timeline({ answers, changes, brokenAt, mendedAt }, width) {
  const end = Math.max(1000 * LEAST_SECONDS, mendedAt ?? 0, ...answers.map(({ at, took }) => at + took));
  const x = (millis) => LEFT + (millis / end) * (width - LEFT - 6);
  const up = (BOTTOM - TOP) / Math.log(SLOWEST / FASTEST);
  const y = (millis) => BOTTOM - Math.log(Math.min(SLOWEST, Math.max(FASTEST, millis)) / FASTEST) * up;
  const fault =
    brokenAt === undefined ? [] : [svg("rect", { class: "fault", x: x(brokenAt), y: TOP, width: x(mendedAt) - x(brokenAt), height: BOTTOM - TOP })];
  const states = changes.flatMap(({ at, state }, index) => band(state, x(index ? at : 0), x(changes[index + 1]?.at ?? end)));
  const grid = TICKS.flatMap((tick) => [
    svg("path", { class: "grid", d: `M${LEFT} ${y(tick)}H${width}` }),
    svg("text", { x: LEFT - 6, y: y(tick) + 4, "text-anchor": "end" }, String(tick)),
  ]);
  const step = width >= ROOM_FOR_ALL_TICKS ? 2 : 5;
  const labels = Array.from({ length: Math.floor(end / 1000 / step) + 1 }, (_, index) =>
    svg("text", { x: x(index * step * 1000), y: BOTTOM + 18, "text-anchor": "middle" }, String(index * step)),
  );
  const axis = svg("path", { class: "axis", d: `M${LEFT} ${BOTTOM}H${width}` });
  return [...fault, ...states, ...grid, axis, ...labels, ...answers.map((answer) => mark(answer, x(answer.at), y(answer.took)))];
}

/** What the breaker was for a while, in a word if there is room for one. */
function band(state, from, to) {
  const box = svg("rect", { class: "state", "data-is": state, x: from, y: 1, width: Math.max(1, to - from), height: BAND - 2 });
  const fits = to - from > state.length * ROOM_FOR_A_WORD;
  return fits ? [box, svg("text", { x: from + 5, y: BAND - 9, "data-is": state }, state)] : [box];
}

function mark({ shown }, x, y) {
  return shown === "nothing"
    ? svg("path", { class: "nothing", d: `M${x - 3} ${y - 3}l6 6m0 -6l-6 6` })
    : svg("circle", { "data-is": shown, cx: x, cy: y, r: 2.5 });
}

customElements.define("breaker-lab", BreakerLab);
