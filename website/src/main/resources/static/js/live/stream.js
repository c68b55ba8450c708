const KINDS = ["happening", "topology", "summary"];

/** What the system tells while somebody looks at the page: one connection for all who listen. */
export const stream = new EventTarget();

let source;

function open() {
  source = new EventSource("/api/live/events");
  for (const kind of KINDS) {
    source.addEventListener(kind, ({ data }) => stream.dispatchEvent(new CustomEvent(kind, { detail: JSON.parse(data) })));
  }
  source.addEventListener("error", () => stream.dispatchEvent(new CustomEvent("away")));
}

function follow() {
  if (document.visibilityState === "visible") {
    source ?? open();
  } else {
    source?.close();
    source = undefined;
  }
}

document.addEventListener("visibilitychange", follow);
follow();
