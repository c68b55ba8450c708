const PREFIX = "studio:";

/**
 * What was typed and not saved yet, in this browser: it survives a closed tab. A browser that keeps nothing is no reason
 * not to write.
 */
export class Draft {
  constructor(name) {
    this.name = PREFIX + name;
  }

  /**
   * @param content what the form says
   * @param tag the version that it is based on
   */
  keep(content, tag) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ content, tag, at: new Date().toISOString() }));
    } catch {
      this.lost = true;
    }
  }

  get kept() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // nothing was kept
    }
  }
}

/** Compares contents as they are sent: in any order of their fields. */
export function same(one, other) {
  return text(one) === text(other);
}

function text(value) {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, inner]) => inner !== null && inner !== undefined)
            .sort(([a], [b]) => a.localeCompare(b)),
        )
      : part,
  );
}
