import { make } from "./dom.js";
import { KINDS } from "./kinds.js";

const MOST_CELLS = 4_000_000;

/** What became of each line: the longest common subsequence stays. */
export function linesBetween(before, after) {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start++;
  }
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
    end++;
  }
  const line = (change) => (text) => ({ change, text });
  return [
    ...a.slice(0, start).map(line("same")),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(line("same")),
  ];
}

function middle(a, b) {
  const gone = (text) => ({ change: "removed", text });
  const come = (text) => ({ change: "added", text });
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_CELLS) {
    return [...a.map(gone), ...b.map(come)];
  }
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j] ? longest[(i + 1) * width + j + 1] + 1 : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ change: "same", text: a[i++] });
      j++;
    } else if (j === b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      lines.push(gone(a[i++]));
    } else {
      lines.push(come(b[j++]));
    }
  }
  return lines;
}

/** The value of a field as lines of text. */
export function wordsOf(value) {
  if (value === undefined || value === null) {
    return "";
  }
  if (Array.isArray(value)) {
    return value.map(wordsOf).join(value.some((part) => typeof part === "object") ? "\n\n" : "\n");
  }
  return typeof value === "object"
    ? Object.entries(value)
        .map(([name, part]) => `${name}: ${wordsOf(part)}`)
        .join("\n")
    : String(value);
}

/** What a field is called in the form, with its place in a list counted from one. */
export function labelOf(kind, path) {
  const [, name, rest] = path.match(/^(\w+)(.*)$/) ?? [undefined, path, ""];
  const label = KINDS[kind].fields.find((field) => field.name === name)?.label ?? name;
  return label + rest.replace(/\[(\d+)\]/g, (_, at) => ` ${Number(at) + 1}`).replaceAll(".", ", ");
}

/** Lines with what became of each, said as well as coloured; of what stays the same only what stands next to a change. */
export function shownLines(lines) {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - 2), at + 3).some(({ change }) => change !== "same"));
  const list = make("ol", { class: "lines" });
  lines.forEach(({ change, text }, at) => {
    if (near[at]) {
      const said = { removed: "was: ", added: "is: " }[change];
      const tag = { removed: "del", added: "ins" }[change] ?? "span";
      list.append(make("li", { "data-change": change }, said && make("span", { class: "unseen" }, said), make(tag, {}, text || " ")));
    } else if (near[at - 1]) {
      list.append(make("li", { "data-change": "gap" }, "…"));
    }
  });
  return list;
}

/** Field by field what has to change for one to become the other. */
export function shownDifference(kind, changes) {
  if (changes.length === 0) {
    return make("p", {}, "Both say the same.");
  }
  return make(
    "dl",
    { class: "difference" },
    changes.map(({ field, old, new: now, lines }) => [
      make("dt", {}, labelOf(kind, field)),
      make("dd", {}, shownLines(lines ?? linesBetween(wordsOf(old), wordsOf(now)))),
    ]),
  );
}
