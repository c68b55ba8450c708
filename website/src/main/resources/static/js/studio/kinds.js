const text = (name, label, limit, more = {}) => ({ name, label, type: "text", limit, ...more });
const area = (name, label, limit, more = {}) => ({ name, label, type: "area", limit, wide: true, ...more });
const number = (name, label, more = {}) => ({ name, label, type: "number", ...more });
const lines = (name, label, more = {}) => ({ name, label, type: "lines", wide: true, ...more });
const group = (name, label, one, fields) => ({ name, label, one, type: "group", wide: true, fields });

const month = (name, label, more = {}) => text(name, label, 7, { pattern: "\\d{4}-(0[1-9]|1[0-2])", hint: "2026-05", ...more });

/** What can be edited: where it is asked for, what it consists of, and where visitors see it. */
export const KINDS = {
  projects: {
    base: "/api/projects",
    one: "project",
    many: "Projects",
    page: (slug) => `/projects/${slug}`,
    title: (content) => content.title,
    fields: [
      text("title", "Title", 120, { wide: true }),
      text("company", "Company", 60),
      number("year", "Year", { min: 1970, max: 2100 }),
      text("figure", "Figure", 40, { optional: true, hint: "the one number that tells its size" }),
      number("order", "Place in the list", { min: 1, max: 9999 }),
      area("summary", "Summary", 400),
      lines("stack", "Stack", { hint: "one per line" }),
      area("body", "Story", 100_000, { markdown: true }),
    ],
  },
  insights: {
    base: "/api/insights",
    one: "insight",
    many: "Insights",
    page: (slug) => `/insights/${slug}`,
    title: (content) => content.title,
    fields: [
      text("title", "Title", 120, { wide: true }),
      text("source", "After", 120, { hint: "whose idea it is" }),
      { name: "published", label: "Published", type: "date" },
      number("order", "Place in the list", { min: 1, max: 9999 }),
      area("summary", "Summary", 400),
      lines("ideas", "Ideas", { hint: "one per line" }),
      area("takeaway", "Takeaway", 300),
      group("sources", "Sources", "source", [text("title", "Title", 200), text("url", "Address", 500)]),
      area("body", "Article", 100_000, { markdown: true }),
    ],
  },
  profile: {
    base: "/api/profile",
    single: true,
    one: "profile",
    many: "Profile",
    page: () => "/",
    title: (content) => content.name,
    fields: [
      text("name", "Name", 100),
      text("site", "Site", 100),
      area("headline", "Headline", 200),
      lines("roles", "Roles", { hint: "one per line" }),
      area("lookingFor", "Looking for", 300),
      { ...text("email", "E-mail", 254), type: "email" },
      text("linkedin", "LinkedIn", 200),
      area("summary", "Summary", 4000, { markdown: true }),
      group("figures", "Figures", "figure", [text("value", "Figure", 20), text("label", "What it counts", 60)]),
      lines("specialities", "Specialities", { hint: "one per line" }),
      group("experience", "Experience", "employer", [
        text("company", "Company", 200),
        text("title", "Title", 200, { optional: true }),
        month("from", "From", { optional: true }),
        month("to", "To", { optional: true }),
        text("where", "Where", 200, { optional: true }),
        area("summary", "Summary", 400),
        lines("highlights", "Highlights", { hint: "one per line" }),
        lines("stack", "Stack", { hint: "one per line", optional: true }),
      ]),
      group("education", "Education", "degree", [
        text("degree", "Degree", 200),
        text("school", "School", 200),
        number("year", "Year", { min: 1950, max: 2100 }),
      ]),
      group("certifications", "Certifications", "certificate", [
        text("name", "Name", 200),
        month("date", "Month"),
        text("state", "State", 100),
      ]),
      group("recognition", "Recognition", "thank-you", [
        number("year", "Year", { min: 1950, max: 2100 }),
        text("by", "By", 200),
        lines("reasons", "What for", { hint: "one per line" }),
      ]),
      group("beyond", "Beyond the code", "pursuit", [
        text("what", "What", 200),
        text("detail", "Detail", 400),
        text("where", "Where", 200, { optional: true }),
        number("year", "Year", { optional: true, min: 1950, max: 2100 }),
      ]),
      group("skills", "Skills", "group", [
        text("group", "Group", 200),
        text("level", "Level", 100, { optional: true }),
        lines("items", "Skills", { hint: "one per line" }),
      ]),
    ],
  },
};

/** Where one item is asked for and changed. */
export function addressOf(kind, slug) {
  return KINDS[kind].single ? KINDS[kind].base : `${KINDS[kind].base}/${slug}`;
}

export function studioPage(kind, slug) {
  return KINDS[kind].single ? "/studio/profile" : `/studio/${kind}/${slug}`;
}
