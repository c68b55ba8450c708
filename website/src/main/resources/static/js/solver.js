// A worker: finds the number that an ALTCHA challenge (protocol 1) asks for. WebCrypto makes a promise of each hash, which
// takes four times as long as this: SHA-256 (FIPS 180-4) by hand, which goes on from the salt's whole blocks.

const BLOCK = 64;
const primes = [];
for (let n = 2; primes.length < 64; n++) {
  if (primes.every((prime) => n % prime)) {
    primes.push(n);
  }
}
const fraction = (root) => (root % 1) * 2 ** 32;
const FIRST = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const K = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));

const w = new Int32Array(64);
const turn = (x, n) => (x >>> n) | (x << (32 - n));

/** Takes the block that begins at some byte into the state. */
function compress(state, bytes, from) {
  for (let i = 0; i < 16; i++) {
    const at = from + 4 * i;
    w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const t = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + s) | 0;
    d = c;
    c = b;
    b = a;
    a = (s + t) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** The blocks behind the whole ones of the salt, with room for a number of so many digits. */
function lastBlocks(salt, whole, digits) {
  const length = salt.length + digits;
  const blocks = new Uint8Array(Math.ceil((length + 9 - whole) / BLOCK) * BLOCK);
  blocks.set(salt.subarray(whole));
  blocks[length - whole] = 0x80;
  new DataView(blocks.buffer).setUint32(blocks.length - 4, length * 8);
  return blocks;
}

function solve({ challenge, salt, maxnumber }) {
  const wanted = Int32Array.from(challenge.match(/.{8}/g), (word) => parseInt(word, 16));
  const bytes = new TextEncoder().encode(salt);
  const whole = bytes.length - (bytes.length % BLOCK);
  const begun = Int32Array.from(FIRST);
  for (let from = 0; from < whole; from += BLOCK) {
    compress(begun, bytes, from);
  }
  const state = new Int32Array(8);
  let digits = "";
  let blocks;
  for (let number = 0; number <= maxnumber; number++) {
    const next = String(number);
    if (next.length > digits.length) {
      blocks = lastBlocks(bytes, whole, next.length);
    }
    digits = next;
    for (let i = 0; i < digits.length; i++) {
      blocks[bytes.length - whole + i] = digits.charCodeAt(i);
    }
    state.set(begun);
    for (let from = 0; from < blocks.length; from += BLOCK) {
      compress(state, blocks, from);
    }
    if (state[0] === wanted[0] && state.every((word, i) => word === wanted[i])) {
      return number;
    }
  }
  return undefined;
}

addEventListener("message", ({ data }) => postMessage(solve(data)));
