const PREFIX = "studio:";

/** How many versions of one document are kept aside. */
export const MOST_ASIDE = 10;

const newest = (one, other) => other.at.localeCompare(one.at);

/**
 * What was typed and not saved yet, in this browser: it survives a closed tab. A browser that keeps nothing is no reason
 * not to write.
 */
export class Draft {
  constructor(name) {
    this.name = `${PREFIX}draft:${name}`;
  }

  /**
   * @param content what the form says
   * @param tag the version that it is based on
   * @param slug the address that was typed for a document that has none yet
   * @return whether this browser keeps it
   */
  keep(content, tag, slug) {
    const at = now();
    const kept = write(this.name, { content, tag, slug, at });
    if (kept) {
      this.mine = at;
    }
    return kept;
  }

  get kept() {
    return read(this.name);
  }

  /** What was kept by another tab, or by one that is closed: it is not to be written over unseen. */
  get foreign() {
    const { kept } = this;
    return kept && kept.at !== this.mine ? kept : undefined;
  }

  /** What was kept elsewhere goes on here. */
  claim({ at }) {
    this.mine = at;
  }

  /** What was kept under another name is kept under this one. */
  take(other) {
    const { kept, mine } = other;
    if (kept && write(this.name, kept)) {
      this.mine = mine;
      other.forget();
    }
  }

  /** What this tab kept, and nothing that another one keeps. */
  forgetMine() {
    if (this.kept?.at === this.mine) {
      this.forget();
    }
  }

  forget() {
    write(this.name);
  }
}

/**
 * Versions of a document that somebody chose against, in this browser, newest first. How many there is room for, and what
 * goes when there are more, is decided here alone.
 */
export class Aside {
  constructor(name) {
    this.name = `${PREFIX}aside:${name}`;
  }

  get all() {
    const kept = read(this.name) ?? [];
    // there was room for one, once
    return Array.isArray(kept) ? kept : [kept];
  }

  /** The version that goes if another one is added, undefined as long as there is room. */
  get leaving() {
    return this.all[MOST_ASIDE - 1];
  }

  has({ content, slug }) {
    return this.all.some((other) => same(other.content, content) && other.slug === slug);
  }

  /**
   * Keeps a version, instead of the one that is leaving if there is one.
   * @param version content, tag, slug and at as a draft has them
   * @return whether this browser keeps it
   */
  add({ content, tag, slug, at = now() }) {
    const staying = this.all.slice(0, MOST_ASIDE - 1);
    return this.has({ content, slug }) || write(this.name, [{ content, tag, slug, at }, ...staying].sort(newest));
  }

  /**
   * Keeps a version if nothing has to go for it.
   * @return whether this browser keeps it
   */
  admit(version) {
    return this.has(version) || (!this.leaving && this.add(version));
  }

  /** What is kept under another name is kept under this one, the newest first, as far as there is room; the rest stays there. */
  take(other) {
    for (const version of other.all) {
      if (this.admit(version)) {
        other.remove(version);
      }
    }
  }

  remove({ at }) {
    const others = this.all.filter((other) => other.at !== at);
    write(this.name, others.length > 0 ? others : undefined);
  }
}

/** All that is kept in this browser: the document's kind and slug (none if it is new), how many versions, since when. */
export function everythingKept() {
  return names()
    .map((name) => name.match(/^studio:(draft|aside):(\w+)\/([a-z0-9-]*)$/))
    .filter(Boolean)
    .map(([name, where, kind, slug]) => {
      const kept = read(name);
      const versions = Array.isArray(kept) ? kept : kept ? [kept] : [];
      return { where, kind, slug, versions: versions.length, at: versions[0]?.at, forget: () => write(name) };
    })
    .filter(({ versions }) => versions > 0)
    .sort(newest);
}

function now() {
  return new Date().toISOString();
}

function names() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    if (value === undefined) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, JSON.stringify(value));
    }
    return true;
  } catch {
    return false;
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
