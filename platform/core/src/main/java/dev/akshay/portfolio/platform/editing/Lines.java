package dev.akshay.portfolio.platform.editing;

import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.platform.editing.Difference.LineChange;

/**
 * Compares texts line by line: E. Myers, <a href="https://doi.org/10.1007/BF01840446">An
 * O(ND) Difference Algorithm and Its Variations</a>.
 */
final class Lines {

	/**
	 * With more lines than this to take away and add, nobody reads them one by one, and
	 * finding the fewest costs the square of it.
	 */
	private static final int MOST_CHANGES = 500;

	private final List<String> before;

	private final List<String> after;

	private Lines(List<String> before, List<String> after) {
		this.before = before;
		this.after = after;
	}

	/**
	 * Compares two texts.
	 * @param before the one
	 * @param after the other
	 * @return what became of each line of both, the fewest changes where they are few
	 */
	static List<LineChange> difference(String before, String after) {
		var old = List.of(before.split("\\R", -1));
		var now = List.of(after.split("\\R", -1));
		var start = 0;
		while (start < old.size() && start < now.size() && old.get(start).equals(now.get(start))) {
			start++;
		}
		var end = 0;
		while (end < old.size() - start && end < now.size() - start
				&& old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
			end++;
		}
		var changes = new ArrayList<LineChange>();
		old.subList(0, start).stream().map(LineChange::same).forEach(changes::add);
		changes
			.addAll(new Lines(old.subList(start, old.size() - end), now.subList(start, now.size() - end)).shortest());
		old.subList(old.size() - end, old.size()).stream().map(LineChange::same).forEach(changes::add);
		return changes;
	}

	private List<LineChange> shortest() {
		var most = Math.min(this.before.size() + this.after.size(), MOST_CHANGES);
		var zero = most + 1;
		var reached = new int[2 * most + 3];
		var trace = new ArrayList<int[]>();
		for (int changes = 0; changes <= most; changes++) {
			trace.add(reached.clone());
			for (int diagonal = -changes; diagonal <= changes; diagonal += 2) {
				var x = adds(reached, zero, diagonal, changes) ? reached[zero + diagonal + 1]
						: reached[zero + diagonal - 1] + 1;
				while (x < this.before.size() && x - diagonal < this.after.size()
						&& this.before.get(x).equals(this.after.get(x - diagonal))) {
					x++;
				}
				reached[zero + diagonal] = x;
				if (x >= this.before.size() && x - diagonal >= this.after.size()) {
					return path(trace, zero);
				}
			}
		}
		return replaced();
	}

	/** Whether the furthest way to a diagonal ends with a line that is added. */
	private static boolean adds(int[] reached, int zero, int diagonal, int changes) {
		return diagonal == -changes
				|| (diagonal != changes && reached[zero + diagonal - 1] < reached[zero + diagonal + 1]);
	}

	private List<LineChange> path(List<int[]> trace, int zero) {
		var path = new ArrayList<LineChange>();
		var x = this.before.size();
		var y = this.after.size();
		for (int changes = trace.size() - 1; changes >= 0; changes--) {
			var reached = trace.get(changes);
			var adds = adds(reached, zero, x - y, changes);
			var previous = adds ? x - y + 1 : x - y - 1;
			var fromX = (changes > 0) ? reached[zero + previous] : 0;
			var fromY = (changes > 0) ? fromX - previous : 0;
			while (x > fromX && y > fromY) {
				path.add(LineChange.same(this.before.get(--x)));
				y--;
			}
			if (changes > 0) {
				path.add(adds ? LineChange.added(this.after.get(--y)) : LineChange.removed(this.before.get(--x)));
			}
		}
		return path.reversed();
	}

	private List<LineChange> replaced() {
		var all = new ArrayList<LineChange>();
		this.before.stream().map(LineChange::removed).forEach(all::add);
		this.after.stream().map(LineChange::added).forEach(all::add);
		return all;
	}

}
