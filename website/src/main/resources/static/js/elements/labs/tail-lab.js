import { PictureLab, filled, number } from "../../lab.js";
import { svg } from "../../svg.js";

const SIDES = ["plain", "hedged"];
const ROWS = ["leaf", "most", "all"];
const PERCENTILES = ["p50", "p95", "p99", "p999"];
const HEIGHT = 130;
const AXIS = 22;
const FIRST = 3.5;
const TICKS = [5, 10, 20, 40, 80, 160, 320, 640];
const ROOM_FOR_ALL_TICKS = 420;

/** Draws how long fan-outs took, and the single calls they are made of. */
class TailLab extends PictureLab {
  draw(report) {
    super.draw(report);
    const { done, fanouts, hedgeAfter, plain, hedged } = report;
    const words = { done, fanouts, after: number(hedgeAfter) };
    this.querySelector(".progress").textContent = filled(this.dataset.progress, words);
    for (const side of SIDES) {
      this.figures(side, report[side]);
    }
    const percent = number((100 * hedged.hedges) / Math.max(1, hedged.calls));
    this.querySelector(".load").textContent = filled(this.dataset.load, { ...hedged, percent });
    const slow = { plain: number(plain.slowPercent, 0), hedged: number(hedged.slowPercent, 0) };
    this.querySelector(".slow").textContent = filled(this.dataset.slow, slow);
  }

  figures(side, leg) {
    for (const of of ROWS) {
      const cells = this.querySelectorAll(`[data-rows=${side}] [data-of=${of}] td`);
      PERCENTILES.forEach((percentile, index) => (cells[index].textContent = number(leg[of][percentile])));
    }
  }

  /** Both on one scale, so that they can be compared. */
  pictures() {
    const most = Math.max(...SIDES.flatMap((side) => ["allCounts", "leafCounts"].flatMap((of) => shares(this.report[side][of]))));
    for (const side of SIDES) {
      const leg = this.report[side];
      const { p50, p95 } = leg.all;
      const text = p50 === undefined ? this.dataset.nothing : p95 === undefined ? this.dataset.few : this.dataset.said;
      const said = filled(text, { p50: number(p50, 0), p95: number(p95, 0) });
      this.picture(side, HEIGHT + AXIS, (width) => this.histogram(leg, width, most), said);
    }
  }

  histogram({ leafCounts, allCounts, all }, width, most) {
    const { bounds } = this.report;
    const scale = width / Math.log(bounds.at(-1) / FIRST);
    const x = (millis) => Math.log(millis / FIRST) * scale;
    const bars = (counts, name, inset) =>
      shares(counts).map((share, index) => {
        const from = x(bounds[index - 1] ?? FIRST) + inset;
        const height = (share / most) * (HEIGHT - 6);
        const attributes = { x: from, y: HEIGHT - height, width: Math.max(1, x(bounds[index]) - from - inset), height };
        return svg("rect", { ...attributes, class: name });
      });
    const ticks = TICKS.filter((_, index) => width >= ROOM_FOR_ALL_TICKS || index % 2 === 1);
    const labels = ticks.map((tick) => svg("text", { x: x(tick), y: HEIGHT + 16 }, String(tick)));
    const axis = svg("path", { class: "axis", d: `M0 ${HEIGHT}H${width}` });
    const at = all.p95 === undefined ? [] : [svg("path", { class: "mark", d: `M${x(Math.min(all.p95, bounds.at(-1)))} 0V${HEIGHT}` })];
    return [...bars(allCounts, "all", 1), ...bars(leafCounts, "leaf", 4), axis, ...at, ...labels];
  }
}

function shares(counts) {
  const all = Math.max(1, counts.reduce((sum, count) => sum + count, 0));
  return counts.map((count) => count / all);
}

customElements.define("tail-lab", TailLab);
