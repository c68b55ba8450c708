import { PictureLab, filled, number } from "../../lab.js";
import { STRIP, strip } from "../../strip.js";

const SIDES = ["edge", "origin"];
const LAST = 300;
const TICKS = [0.1, 0.3, 1, 3, 10, 30, 100];

/** Draws each read as a line where its time is, and the origin's where they would be at a distance. */
class EdgeLab extends PictureLab {
  connectedCallback() {
    super.connectedCallback();
    this.distance = this.querySelector(".distance select");
    this.distance.addEventListener("change", this);
  }

  handleEvent(event) {
    super.handleEvent(event);
    if (event.type === "change" && this.report) {
      this.pictures();
    }
  }

  draw(report) {
    super.draw(report);
    for (const side of SIDES) {
      const { micros, hits, same, p50 } = report[side];
      const cells = this.querySelectorAll(`[data-row=${side}] td`);
      [micros.length, hits, same, number(p50, 2)].forEach((figure, index) => (cells[index].textContent = figure));
    }
    this.regions(report.edge.p50, report.origin.p50);
    const status = report.edge.cacheStatus;
    this.querySelector(".status-line").textContent = status ? filled(this.dataset.status, { status }) : "";
  }

  /** Both on one scale, so that they can be compared. */
  pictures() {
    for (const side of SIDES) {
      const { micros, p50 } = this.report[side];
      // the edge stands beside the reader, wherever she is
      const added = side === "origin" ? Number(this.distance.value) : 0;
      const times = micros.map((each) => each / 1000 + added);
      const median = p50 === undefined ? undefined : p50 + added;
      const words = { count: times.length, p50: number(median, 2), added };
      const said = filled(added ? this.dataset.simulated : this.dataset.said, words);
      this.picture(side, STRIP, (width) => strip(times, median, width, TICKS, LAST), times.length ? said : this.dataset.nothing);
    }
  }

  /** What was measured, with a round trip added to what would have to make it. */
  regions(edge, origin) {
    for (const row of this.querySelectorAll("[data-added]")) {
      const far = origin === undefined ? undefined : origin + Number(row.dataset.added);
      const times = far === undefined || !edge ? undefined : far / edge;
      const cells = row.querySelectorAll("td");
      [number(edge, 2), number(far, 2), number(times, 0)].forEach((figure, index) => (cells[index].textContent = figure));
    }
  }
}

customElements.define("edge-lab", EdgeLab);
