const SVG = "http://www.w3.org/2000/svg";

/** Makes an element of a picture. */
export function svg(name, attributes, ...content) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...content);
  return element;
}
