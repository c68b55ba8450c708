import { button, make } from "./dom.js";

let count = 0;

/**
 * Makes the fields of a form for what a kind of content consists of. Each gives its value by read() and takes one by
 * write(); fault(path, message) shows what is wrong with it and says whether the path was its own.
 */
export function fieldsOf(definitions) {
  const fields = definitions.map((definition) => MAKERS[definition.type]?.(definition) ?? input(definition));
  return {
    elements: fields.map((field) => field.element),
    read: () => Object.fromEntries(fields.map((field) => [field.name, field.read()]).filter(([, value]) => value !== undefined)),
    write: (content) => fields.forEach((field) => field.write(content?.[field.name])),
    fault: (path, message) => fields.some((field) => field.fault(path, message)),
    clear: () => fields.forEach((field) => field.clear()),
    input: (name) => fields.find((field) => field.name === name)?.input,
  };
}

const MAKERS = { area: (definition) => input(definition, "textarea"), lines, group };

function labelled(definition, control) {
  const id = `f${++count}`;
  const wrong = make("p", { class: "wrong", id: `${id}-wrong` });
  control.id = id;
  control.setAttribute("aria-describedby", wrong.id);
  const remark = [definition.hint, definition.optional && "optional"].filter(Boolean).join(", ");
  return {
    element: make(
      "div",
      { class: definition.wide ? "field wide" : "field" },
      make("label", { for: id }, definition.label, remark && make("span", {}, ` (${remark})`)),
      control,
      wrong,
    ),
    mark(message) {
      control.setAttribute("aria-invalid", "true");
      wrong.textContent = `${definition.label} ${message}`;
    },
    clear() {
      control.removeAttribute("aria-invalid");
      wrong.textContent = "";
    },
  };
}

function input(definition, tag = "input") {
  const { name, type, limit, min, max, pattern, optional } = definition;
  const control = make(tag, {
    type: tag === "input" && type,
    maxlength: limit,
    min,
    max,
    pattern,
    required: !optional,
    rows: tag === "textarea" && (definition.markdown ? 20 : 3),
    spellcheck: definition.markdown && "true",
  });
  const label = labelled(definition, control);
  return {
    name,
    input: control,
    element: label.element,
    read() {
      const value = type === "number" ? control.valueAsNumber : control.value.trim();
      return value === "" || Number.isNaN(value) ? undefined : value;
    },
    write: (value) => (control.value = value ?? ""),
    fault: (path, message) => path === name && (label.mark(message), true),
    clear: label.clear,
  };
}

function lines(definition) {
  const control = make("textarea", { rows: 4, required: !definition.optional });
  const label = labelled(definition, control);
  return {
    name: definition.name,
    input: control,
    element: label.element,
    read: () => control.value.split("\n").map((line) => line.trim()).filter(Boolean),
    write: (value) => (control.value = (value ?? []).join("\n")),
    fault: (path, message) => (path === definition.name || path.startsWith(`${definition.name}[`)) && (label.mark(message), true),
    clear: label.clear,
  };
}

/** Things of one sort, each with fields of its own; they can be added, removed and moved. */
function group({ name, label, one, fields: definitions }) {
  let entries = [];
  const list = make("ol", { class: "entries" });
  const wrong = make("p", { class: "wrong" });
  const add = button(`Add ${/^[aeiou]/.test(one) ? "an" : "a"} ${one}`, () => focusFirst(append()));
  const element = make("fieldset", { class: "field wide" }, make("legend", {}, label), wrong, list, add);

  function append(content) {
    const fields = fieldsOf(definitions);
    fields.write(content);
    const entry = { fields };
    entry.acts = [
      button("Up", (event) => move(entry, -1, event)),
      button("Down", (event) => move(entry, 1, event)),
      button("Remove", () => remove(entry)),
    ];
    entry.element = make(
      "li",
      {},
      make("div", { class: "form" }, fields.elements),
      make("p", { class: "actions" }, entry.acts),
    );
    entries.push(entry);
    list.append(entry.element);
    number();
    return entry;
  }

  /** Which one a button is for is seen by where it stands, and heard by its number. */
  function number() {
    entries.forEach(({ acts }, at) =>
      acts.forEach((act) => act.setAttribute("aria-label", `${act.textContent} ${one} ${at + 1}`)),
    );
  }

  function remove(entry) {
    entries = entries.filter((other) => other !== entry);
    entry.element.remove();
    number();
    changed();
    add.focus();
  }

  function move(entry, by, { currentTarget }) {
    const at = entries.indexOf(entry);
    const to = at + by;
    if (to >= 0 && to < entries.length) {
      entries.splice(to, 0, ...entries.splice(at, 1));
      list.replaceChildren(...entries.map((other) => other.element));
      number();
      changed();
      currentTarget.focus();
    }
  }

  function changed() {
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  return {
    name,
    element,
    read: () => entries.map((entry) => entry.fields.read()),
    write(value) {
      entries = [];
      list.replaceChildren();
      (value ?? []).forEach(append);
    },
    fault(path, message) {
      if (path === name) {
        wrong.textContent = `${label} ${message}`;
        return true;
      }
      const inside = path.match(new RegExp(`^${name}\\[(\\d+)\\]\\.(.*)$`));
      return Boolean(inside && entries[inside[1]]?.fields.fault(inside[2], message));
    },
    clear() {
      wrong.textContent = "";
      entries.forEach((entry) => entry.fields.clear());
    },
  };
}

function focusFirst(entry) {
  entry.element.querySelector("input, textarea")?.focus();
}
