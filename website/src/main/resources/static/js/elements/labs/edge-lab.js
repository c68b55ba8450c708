import { PictureLab, filled, number } from "../../lab.js";
import { svg } from "../../svg.js";

const SIDES = ["edge", "origin"];
const HEIGHT = 46;
const AXIS = 22;
const [FIRST, LAST] = [0.1, 300];
const TICKS = [0.1, 0.3, 1, 3, 10, 30, 100];

/** Draws each read as a line where its time is. */
class EdgeLab extends PictureLab {
  draw(report) {
    super.draw(report);
    for (const side of SIDES) {
      const { micros, hits, same, p50 } = report[side];
      const cells = this.querySelectorAll(`[data-row=${side}] td`);
      [micros.length, hits, same, number(p50, 2)].forEach((figure, index) => (cells[index].textContent = figure));
    }
    const status = report.edge.cacheStatus;
    this.querySelector(".status-line").textContent = status ? filled(this.dataset.status, { status }) : "";
  }

  /** Both on one scale, so that they can be compared. */
  pictures() {
    for (const side of SIDES) {
      const { micros, p50 } = this.report[side];
      const words = { count: micros.length, p50: number(p50, 2) };
      const said = micros.length ? filled(this.dataset.said, words) : this.dataset.nothing;
      this.picture(side, HEIGHT + AXIS, (width) => strip(micros, p50, width), said);
    }
  }
}

function strip(micros, p50, width) {
  const scale = (width - 2) / Math.log(LAST / FIRST);
  const x = (millis) => 1 + Math.log(Math.min(LAST, Math.max(FIRST, millis)) / FIRST) * scale;
  const reads = micros.map((each) => svg("path", { class: "read", d: `M${x(each / 1000)} 14V${HEIGHT}` }));
  const median = p50 === undefined ? [] : [svg("path", { class: "mark", d: `M${x(p50)} 0V${HEIGHT}` })];
  const axis = svg("path", { class: "axis", d: `M0 ${HEIGHT}H${width}` });
  const labels = TICKS.map((tick, index) =>
    svg("text", { x: x(tick), y: HEIGHT + 16, "text-anchor": index ? "middle" : "start" }, String(tick)),
  );
  return [...reads, axis, ...median, ...labels];
}

customElements.define("edge-lab", EdgeLab);
