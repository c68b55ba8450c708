const TRIES = 4;
const FIRST_WAIT = 300;
const LIMIT = 10_000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const mayPass = (response) => !response || response.status === 409 || response.status >= 502;

/** Sends JSON, again and again with the same key for a while: however many requests arrive, one counts. */
export async function send(url, content, key) {
  for (let attempt = 1; ; attempt++) {
    const response = await post(url, content, key);
    if (!mayPass(response) || attempt === TRIES) {
      return response;
    }
    await pause(FIRST_WAIT * 2 ** (attempt - 1) * (0.5 + Math.random()));
  }
}

/** The response, or nothing when the network failed or nobody answered in time. */
async function post(url, content, key) {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": `"${key}"`, Accept: "application/json" },
      body: JSON.stringify(content),
      signal: AbortSignal.timeout(LIMIT),
    });
  } catch {
    return undefined;
  }
}
