import { svg } from "./svg.js";

const HEIGHT = 46;
const AXIS = 22;

/** How high a strip is, its axis included. */
export const STRIP = HEIGHT + AXIS;

/** A line for each time, on a logarithmic scale from the first tick to `last`; the tall one is the median. Milliseconds. */
export function strip(times, median, width, ticks, last) {
  const [first] = ticks;
  const scale = (width - 2) / Math.log(last / first);
  const x = (millis) => 1 + Math.log(Math.min(last, Math.max(first, millis)) / first) * scale;
  const lines = times.map((millis) => svg("path", { class: "read", d: `M${x(millis)} 14V${HEIGHT}` }));
  const mark = median === undefined ? [] : [svg("path", { class: "mark", d: `M${x(median)} 0V${HEIGHT}` })];
  const axis = svg("path", { class: "axis", d: `M0 ${HEIGHT}H${width}` });
  const labels = ticks.map((tick, index) =>
    svg("text", { x: x(tick), y: HEIGHT + 16, "text-anchor": index ? "middle" : "start" }, String(tick)),
  );
  return [...lines, axis, ...mark, ...labels];
}
