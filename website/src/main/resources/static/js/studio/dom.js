/**
 * Makes an element. Attributes that are false, null or undefined are left out, functions listen, everything else is
 * text: what somebody wrote never becomes markup.
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function button(words, work, attributes = {}) {
  return make("button", { type: "button", class: "plain", click: work, ...attributes }, words);
}

/** A text field with its label. */
export function field(label, attributes, hint) {
  return make(
    "div",
    { class: "field" },
    make("label", { for: attributes.id }, label, hint && make("span", {}, ` (${hint})`)),
    make("input", { name: attributes.id, ...attributes }),
  );
}

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

export function time(instant) {
  return make("time", { datetime: instant }, moment.format(new Date(instant)));
}

/** Lets work begin when nothing has happened for a while. */
export function settled(milliseconds, work) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(work, milliseconds);
  };
}

/** Lets work begin only when the same work is over: whoever presses twice means it once. */
export function oneAtATime(work) {
  let busy = false;
  return async (...given) => {
    if (busy) {
      return;
    }
    busy = true;
    try {
      await work(...given);
    } finally {
      busy = false;
    }
  };
}

/** Asks before something is done that is hard to undo. */
export function confirmed(question, yes) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const dialog = make(
      "dialog",
      { "aria-labelledby": "question" },
      make(
        "form",
        { method: "dialog" },
        make("p", { id: "question" }, question),
        make(
          "p",
          { class: "actions" },
          make("button", { value: "no", autofocus: true, class: "plain" }, "No, leave it"),
          make("button", { value: "yes" }, yes),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
