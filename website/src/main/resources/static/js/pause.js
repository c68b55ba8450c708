/**
 * Waits for a moment, and no longer than somebody wants.
 * @param time as the page's clock counts
 * @param signal ends the wait at once: a page that is left has no later
 */
export function until(time, signal) {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, time - performance.now());
    signal.addEventListener("abort", end, { once: true });
  });
}
