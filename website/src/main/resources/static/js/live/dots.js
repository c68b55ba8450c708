const SVG = "http://www.w3.org/2000/svg";
const PERIOD = 2;
const MOST_PER_SECOND = 4;
const TRAVEL = 900;
const WAY = [
  { offsetDistance: "0%", opacity: 0 },
  { offsetDistance: "8%", opacity: 1, offset: 0.08 },
  { offsetDistance: "92%", opacity: 1, offset: 0.92 },
  { offsetDistance: "100%", opacity: 0 },
];

const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Sends as many dots along a line as there are calls until the next figures come, up to what an eye can follow.
 * Nothing moves for somebody who asked for that.
 */
export function send(layer, line, perSecond) {
  if (still.matches || document.visibilityState !== "visible") {
    return;
  }
  const calls = Math.floor(Math.min(perSecond, MOST_PER_SECOND) * PERIOD + Math.random());
  for (let call = 0; call < calls; call++) {
    const dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("r", 3);
    dot.style.offsetPath = `path("${line}")`;
    layer.append(dot);
    const delay = ((call + Math.random()) / calls) * PERIOD * 1000;
    dot.animate(WAY, { duration: TRAVEL, delay, fill: "both" }).onfinish = () => dot.remove();
  }
}
