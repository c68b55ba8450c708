/** A line of a table: its name as head, what is said of it behind. */
export function row(name, ...cells) {
  const line = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  line.append(head);
  for (const text of cells) {
    line.insertCell().textContent = text;
  }
  return line;
}
