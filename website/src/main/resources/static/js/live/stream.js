const KINDS = ["happening", "topology", "summary"];
const AGAIN = 5_000;

/** What the system tells while somebody looks at the page: one connection for all who listen. */
export const stream = new EventTarget();

let source;
let again;

function open() {
  source = new EventSource("/api/live/events");
  for (const kind of KINDS) {
    source.addEventListener(kind, ({ data }) => stream.dispatchEvent(new CustomEvent(kind, { detail: JSON.parse(data) })));
  }
  source.addEventListener("error", () => {
    stream.dispatchEvent(new CustomEvent("away"));
    // a lost connection comes back by itself, an answer that is no stream does not
    if (source?.readyState === EventSource.CLOSED) {
      again = setTimeout(open, AGAIN);
    }
  });
}

function follow() {
  if (document.visibilityState === "visible") {
    source ?? open();
  } else {
    clearTimeout(again);
    source?.close();
    source = undefined;
  }
}

document.addEventListener("visibilitychange", follow);
follow();
