import { send } from "../../live/dots.js";
import { layers } from "../../live/layers.js";
import { stream } from "../../live/stream.js";
import { svg } from "../../svg.js";

const NODE = { least: 76, most: 168, height: 52, gap: 8, between: 46, letter: 7.4, line: 15 };
const ROOM_FOR_LABELS = 480;
const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const short = (id) => id.replace(/^portfolio\.|-service$|\.[a-z-]+(?=\.retry-\d$)/g, "");
const filled = (text, words) => text.replace(/\{(\w+)\}/g, (_, name) => words[name]);

/** Draws who asks whom. Each node can be chosen, and tells then what it asks and who asks it. */
class LiveGraph extends HTMLElement {
  connectedCallback() {
    this.drawing = this.querySelector("svg");
    this.places = new Map();
    stream.addEventListener("topology", this);
    for (const type of ["click", "keydown", "focusin"]) {
      this.drawing.addEventListener(type, this);
    }
    this.watch = new ResizeObserver(() => this.topology && this.draw());
    this.watch.observe(this);
  }

  disconnectedCallback() {
    stream.removeEventListener("topology", this);
    this.watch.disconnect();
  }

  handleEvent(event) {
    if (event.type === "topology") {
      this.topology = event.detail;
      this.draw();
      this.topology.edges.forEach(({ perSecond }, index) => send(this.dots, this.lines[index].d, perSecond));
      return;
    }
    const id = event.target.closest("[data-id]")?.dataset.id;
    if (event.type === "keydown") {
      this.step(event, id);
    } else if (id) {
      this.choose(id);
    }
  }

  choose(id) {
    this.chosen = id;
    this.update();
  }

  /** Goes to the nearest node in the direction of the arrow. */
  step(event, id) {
    const direction = KEYS[event.key];
    if (!direction || !id) {
      return;
    }
    event.preventDefault();
    const here = this.places.get(id);
    const far = ([, place]) => {
      const [x, y] = [place.x - here.x, place.y - here.y];
      const [ahead, aside] = direction[0] ? [x * direction[0], Math.abs(y) * 10] : [y * direction[1], Math.abs(x) / 10];
      return ahead > 0 ? ahead + aside : Infinity;
    };
    const next = [...this.places].filter((place) => far(place) < Infinity).sort((a, b) => far(a) - far(b))[0];
    if (next) {
      this.node(next[0]).focus();
    }
  }

  node(id) {
    return this.drawing.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  /** Builds the picture anew where somebody came or went; figures alone are filled in. */
  draw() {
    const { nodes, edges } = this.topology;
    const shape = JSON.stringify([this.clientWidth, nodes.map(({ id }) => id), edges.map(({ from, to }) => [from, to])]);
    if (shape !== this.shape) {
      this.shape = shape;
      const focused = document.activeElement?.closest("live-graph [data-id]")?.dataset.id;
      this.build();
      if (focused) {
        this.node(focused)?.focus();
      }
    }
    if (!this.places.has(this.chosen)) {
      this.chosen = this.places.has("gateway") ? "gateway" : nodes[0]?.id;
    }
    this.update();
  }

  build() {
    const { nodes, edges } = this.topology;
    const width = this.clientWidth;
    const inRow = Math.max(1, Math.floor(width / NODE.least));
    const rows = layers(nodes, edges).flatMap((layer) =>
      Array.from({ length: Math.ceil(layer.length / inRow) }, (_, row) => layer.slice(row * inRow, (row + 1) * inRow)),
    );
    this.places = new Map(rows.flatMap((row, y) => row.map((id, x) => [id, place(x, row.length, y, width)])));
    const height = rows.length * (NODE.height + NODE.between) - NODE.between + 4;
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.drawing.setAttribute("height", height);
    this.lines = edges.map((edge) => this.line(edge, width));
    this.dots = svg("g", { class: "dots" });
    this.drawing.replaceChildren(
      svg("defs", {}, arrow()),
      svg("g", { class: "edges" }, ...this.lines.map(({ group }) => group)),
      this.dots,
      svg("g", { class: "nodes" }, ...nodes.map((node) => this.box(node))),
    );
  }

  box({ id, kind }) {
    const { x, y, width } = this.places.get(id);
    const name = lines(short(id), width).map((line, index) => svg("text", { y: index * NODE.line - 8 }, line));
    const more = svg("text", { y: name.length * NODE.line - 8, class: "more" });
    const box = svg("rect", { x: -width / 2, y: -NODE.height / 2, width, height: NODE.height });
    // without a place among what can be focused, the focus would be lost with the picture before
    const attributes = { "data-id": id, class: `node ${kind}`, role: "button", tabindex: -1, transform: `translate(${x} ${y})` };
    return svg("g", attributes, box, ...name, more);
  }

  line({ from, to }, width) {
    const [a, b] = [this.places.get(from), this.places.get(to)];
    const path = curve(a, b, width);
    const line = svg("path", { d: path.d, "marker-end": "url(#to)" });
    const label = svg("text", { x: path.x, y: path.y });
    return { group: svg("g", { class: "edge" }, line, label), line, label, d: path.d };
  }

  update() {
    const wide = this.clientWidth >= ROOM_FOR_LABELS;
    this.topology.edges.forEach((edge, index) => {
      const { group, line, label } = this.lines[index];
      const near = edge.from === this.chosen || edge.to === this.chosen;
      const stopped = edge.breaker && edge.breaker !== "closed";
      group.classList.toggle("chosen", near);
      group.classList.toggle("idle", !edge.calls);
      group.classList.toggle("failing", Boolean(edge.failures || stopped));
      line.setAttribute("stroke-width", 1 + Math.log10(1 + edge.perSecond) * 2);
      label.textContent = stopped ? edge.breaker : near && wide && edge.calls ? this.brief(edge) : "";
    });
    for (const node of this.topology.nodes) {
      const group = this.node(node.id);
      const chosen = node.id === this.chosen;
      group.setAttribute("tabindex", chosen ? 0 : -1);
      group.setAttribute("aria-pressed", chosen);
      group.setAttribute("aria-label", `${node.id}: ${this.state(node)}`);
      group.classList.toggle("failing", Boolean(node.state && node.state !== "up"));
      group.querySelector(".more").textContent = this.more(node);
    }
    this.tell();
  }

  brief({ perSecond, p99Millis }) {
    return filled(this.dataset.brief, { rate: perSecond.toFixed(1), p99: p99Millis.toFixed(0) });
  }

  state({ kind, replicas, state, memoryMiB, loopLagMillis }) {
    const known = state && state !== "silent";
    const words = { replicas, state, memory: memoryMiB, lag: loopLagMillis?.toFixed(1) };
    return [this.dataset[kind], known ? this.dataset.vitals : this.dataset[state]]
      .filter(Boolean)
      .map((text) => filled(text, words))
      .join(" ");
  }

  more({ id, kind, replicas, state, memoryMiB }) {
    if (kind === "topic") {
      const lags = this.topology.edges.filter(({ from, lag }) => from === id && lag).map(({ lag }) => lag);
      return lags.length ? filled(this.dataset.behind, { lag: Math.max(...lags) }) : "";
    }
    if (state && state !== "up") {
      return state;
    }
    return [replicas > 1 && `×${replicas}`, memoryMiB && `${memoryMiB} MiB`].filter(Boolean).join(" ");
  }

  /** The same in words, about the one that is chosen. */
  tell() {
    const { nodes, edges } = this.topology;
    const node = nodes.find(({ id }) => id === this.chosen);
    if (!node) {
      return;
    }
    const asks = edges.filter(({ from }) => from === node.id).map((edge) => this.words(this.dataset.asks, edge));
    const asked = edges.filter(({ to }) => to === node.id).map((edge) => this.words(this.dataset.asked, edge));
    const about = this.querySelector(".about");
    about.hidden = false;
    about.querySelector("h3").textContent = node.id;
    about.querySelector("p").textContent = this.state(node);
    about.querySelector("ul").replaceChildren(...[...asked, ...asks].map(item));
  }

  words(text, { from, to, perSecond, calls, failures, p99Millis, breaker, lag }) {
    const failed = failures ? filled(this.dataset.failed, { failures, calls }) : this.dataset.well;
    const state = breaker && breaker !== "closed" ? filled(this.dataset.breaker, { breaker }) : "";
    const figures = calls
      ? filled(this.dataset.figures, { rate: perSecond.toFixed(1), p99: p99Millis.toFixed(1), failed })
      : this.dataset.idle;
    const unread = lag === undefined ? "" : filled(this.dataset.lag, { lag });
    return filled(text, { from, to }) + figures + state + unread;
  }
}

function arrow() {
  const shape = svg("path", { d: "M0 0L7 3.5L0 7z" });
  const size = { markerWidth: 7, markerHeight: 7, refX: 6, refY: 3.5, orient: "auto", markerUnits: "userSpaceOnUse" };
  return svg("marker", { id: "to", ...size }, shape);
}

function place(column, columns, row, width) {
  const share = width / columns;
  return {
    x: (column + 0.5) * share,
    y: 2 + row * (NODE.height + NODE.between) + NODE.height / 2,
    width: Math.min(NODE.most, share - NODE.gap),
  };
}

/** From above to below through the gaps; what leads back goes around by the side. */
function curve(a, b, width) {
  const half = NODE.height / 2;
  if (b.y > a.y) {
    const [top, bottom] = [a.y + half, b.y - half];
    const bend = Math.min(60, (bottom - top) / 2 + 12);
    return {
      d: `M${a.x} ${top}C${a.x} ${top + bend} ${b.x} ${bottom - bend} ${b.x} ${bottom}`,
      x: a.x + (b.x - a.x) * 0.72,
      y: bottom - (bottom - top) * 0.22,
    };
  }
  const side = a.x + b.x < width ? -1 : 1;
  const [ax, bx] = [a.x + (side * a.width) / 2, b.x + (side * b.width) / 2];
  const edge = side < 0 ? 0 : width;
  const out = side < 0 ? Math.min(ax, bx) / 2 : (Math.max(ax, bx) + edge) / 2;
  return { d: `M${ax} ${a.y}C${out} ${a.y} ${out} ${b.y} ${bx} ${b.y}`, x: (ax + bx + 2 * out) / 4, y: (a.y + b.y) / 2 };
}

/** A name that is too long for its box goes on in a second line. */
function lines(name, width) {
  const at = name.search(/[.-]/);
  return at < 0 || name.length * NODE.letter < width ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

function item(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}

customElements.define("live-graph", LiveGraph);
