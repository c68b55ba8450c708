import { play } from "./recording.js";

const KINDS = ["happening", "topology", "summary"];
/** Figures come every two seconds: who says nothing for so long is away. */
const SILENCE = 6_000;
const AGAIN = 5_000;

/**
 * What the system tells while somebody looks at the page: one connection for all who listen. While it tells nothing, a
 * recorded session is played again: `recorded` says so whenever it begins, and `live` when it is over.
 */
export const stream = new EventTarget();

let source;
let watch;
let again;
let playing;
/** Whether what was told last is of a recording: only a word of now ends that. */
let shown = false;

const tell = (kind, detail) => stream.dispatchEvent(new CustomEvent(kind, { detail }));

function open() {
  source = new EventSource("/api/live/events");
  for (const kind of KINDS) {
    source.addEventListener(kind, ({ data }) => {
      listen();
      tell(kind, JSON.parse(data));
    });
  }
  source.addEventListener("error", () => {
    // a stream that ended comes back by itself, an answer that is no stream does not
    if (source.readyState === EventSource.CLOSED) {
      away();
      again = setTimeout(open, AGAIN);
    }
  });
}

/** Waits for the next word, and plays what was recorded if there is none. */
function listen() {
  clearTimeout(watch);
  watch = setTimeout(replay, SILENCE);
  stop();
  if (shown) {
    shown = false;
    tell("live");
  }
}

async function replay() {
  const own = new AbortController();
  playing = own;
  try {
    await play(own.signal, (kind, detail) => {
      shown ||= kind === "recorded";
      tell(kind, detail);
    });
  } catch {
    // stopped, or there is no recording: then there is nothing to see, for now
    if (playing === own) {
      playing = undefined;
      away();
      watch = setTimeout(replay, AGAIN);
    }
  }
}

/** What is shown of a recording says so itself. */
function away() {
  if (!shown) {
    tell("away");
  }
}

function stop() {
  playing?.abort();
  playing = undefined;
}

function close() {
  source?.close();
  source = undefined;
  clearTimeout(watch);
  clearTimeout(again);
}

function follow() {
  if (document.visibilityState === "visible") {
    if (!source) {
      open();
      watch = setTimeout(replay, SILENCE);
    }
  } else {
    close();
    stop();
  }
}

document.addEventListener("visibilitychange", follow);
follow();
