const TOPIC = "topic";
const VISITORS = "visitors";

function reaches(below, from, to, seen = new Set()) {
  if (from === to) {
    return true;
  }
  seen.add(from);
  return below.get(from).some((next) => !seen.has(next) && reaches(below, next, to, seen));
}

/**
 * Puts everybody below those who ask them.
 * @param nodes with `id` and `kind`
 * @param edges with `from` and `to`
 * @returns a list of layers, each a list of ids; the first asks and nobody asks it
 */
export function layers(nodes, edges) {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const below = new Map(nodes.map(({ id }) => [id, []]));
  const above = new Map(nodes.map(({ id }) => [id, []]));
  const lead = ({ from, to }) => {
    if (!reaches(below, to, from)) {
      below.get(from).push(to);
      above.get(to).push(from);
    }
  };
  const known = edges.filter(({ from, to }) => kinds.has(from) && kinds.has(to));
  const reads = known.filter(({ from }) => kinds.get(from) === TOPIC);
  known.filter((edge) => !reads.includes(edge)).forEach(lead);
  // what is read back by those from whom it came is an answer: the way in is followed first
  while (reads.length) {
    const next = reads.findIndex(({ from }) => kinds.has(VISITORS) && reaches(below, VISITORS, from));
    lead(...reads.splice(Math.max(0, next), 1));
  }
  const depths = new Map();
  const depth = (id) => {
    if (!depths.has(id)) {
      depths.set(id, 1 + Math.max(-1, ...above.get(id).map(depth)));
    }
    return depths.get(id);
  };
  const found = [];
  for (const { id } of nodes) {
    (found[depth(id)] ??= []).push(id);
  }
  return sorted(found, above);
}

/** Each stands near those who ask it, as far as its layer allows. */
function sorted(found, above) {
  const places = new Map();
  return found.map((layer) => {
    const wish = (id) => {
      const askers = above.get(id).map((asker) => places.get(asker));
      return askers.length ? askers.reduce((sum, place) => sum + place, 0) / askers.length : 0.5;
    };
    const order = layer.map((id) => [id, wish(id)]).sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
    order.forEach(([id], index) => places.set(id, (index + 0.5) / order.length));
    return order.map(([id]) => id);
  });
}
