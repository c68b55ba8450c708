import { make } from "./dom.js";

/** An image of the owner's, small. */
export function thumbnail({ alt, variants }) {
  const [{ address, width, height }] = variants;
  return make("img", { src: address, alt, width, height, loading: "lazy" });
}
