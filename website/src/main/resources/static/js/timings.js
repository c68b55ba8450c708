/** What this load took, service by service, as the response's own Server-Timing header told. */
const entries = performance.getEntriesByType("navigation")[0]?.serverTiming ?? [];

const durations = new Map(entries.map(({ name, duration }) => [name, duration]));

/** The gateway answered faster than the page was made: it had kept a copy, and the header speaks of the load before. */
export const kept = durations.get("gateway") < durations.get("website");

export const told = durations.has("website");

export function took(service) {
  return durations.get(service);
}

/** Durations are shown in proportion to the longest of them. */
export function share(service) {
  return took(service) / Math.max(...durations.values());
}
