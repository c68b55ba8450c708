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
    playing ?? tell("away");
    // a lost connection comes back by itself, an answer that is no stream does not
    if (source.readyState === EventSource.CLOSED) {
      again = setTimeout(open, AGAIN);
    }
  });
}

/** Waits for the next word, and plays what was recorded if there is none. */
function listen() {
  clearTimeout(watch);
  watch = setTimeout(replay, SILENCE);
  if (playing) {
    stop();
    tell("live");
  }
}

async function replay() {
  const own = new AbortController();
  playing = own;
  try {
    await play(own.signal, tell);
  } catch {
    // stopped, or there is no recording: then there is nothing to see, for now
    if (playing === own) {
      playing = undefined;
      watch = setTimeout(replay, AGAIN);
    }
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
    if (playing) {
      stop();
      tell("live");
    }
  }
}

document.addEventListener("visibilitychange", follow);
follow();
