import { PictureLab, filled, number } from "../../lab.js";
import { row } from "../../row.js";
import { STRIP, strip } from "../../strip.js";

const LAST = 5000;
const TICKS = [1, 3, 10, 30, 100, 300, 1000];

/** Draws each change as a line where the time is that it took to be seen. */
class PurgeLab extends PictureLab {
  draw(report) {
    super.draw(report);
    const rows = report.seen.map(({ commit, fresh, stale }, index) => row(index + 1, number(commit / 1000), number(fresh / 1000), stale));
    this.querySelector("[data-rows=seen]").replaceChildren(...rows);
  }

  pictures() {
    const { seen, changes, p50, slowest } = this.report;
    const words = { count: seen.length, changes, p50: number(p50), slowest: number(slowest) };
    const said = seen.length ? filled(this.dataset.said, words) : this.dataset.nothing;
    const times = seen.map(({ fresh }) => fresh / 1000);
    this.picture("fresh", STRIP, (width) => strip(times, p50, width, TICKS, LAST), said);
  }
}

customElements.define("purge-lab", PurgeLab);
