/** The version of what was answered, however it was compressed: a tag says that at its end. */
export function versionOf(response) {
  return response.headers
    .get("ETag")
    ?.replace(/^W\//, "")
    .replace(/-(?:gzip|br|zstd)"$/, '"');
}
