package dev.akshay.portfolio.insights.lab.edge;

import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import dev.akshay.portfolio.insights.lab.edge.EdgeReport.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** Gathers what is measured in one run. Used by one thread at a time. */
final class Trial {

	private static final double MICROS_PER_MILLI = 1000;

	private final String page;

	private final int reads;

	private final List<Read> edge = new ArrayList<>();

	private final List<Read> origin = new ArrayList<>();

	Trial(String page, int reads) {
		this.page = page;
		this.reads = reads;
	}

	/** Both read once. */
	Trial note(Read fromEdge, Read fromOrigin) {
		this.edge.add(fromEdge);
		this.origin.add(fromOrigin);
		return this;
	}

	EdgeReport report() {
		var edgeSide = side(this.edge);
		var originSide = side(this.origin);
		var claims = (this.edge.size() == this.reads) ? claims(edgeSide) : List.<Claim>of();
		return new EdgeReport(this.page, this.reads, edgeSide, originSide, claims,
				claims.isEmpty() ? null : Verdict.of(claims));
	}

	private List<Claim> claims(Side edgeSide) {
		return List.of(Claim.equal("hits", this.reads, edgeSide.hits()),
				Claim.equal("same-bytes", this.reads, edgeSide.same()),
				Claim.atMost("half-of-the-p50", median(this.origin) / 2, median(this.edge)));
	}

	private Side side(List<Read> all) {
		var last = all.isEmpty() ? null : all.getLast();
		return new Side(all.stream().map(Read::micros).toList(), all.isEmpty() ? null : median(all),
				(int) all.stream().filter(Read::isHit).count(), (int) all.stream().filter(this::isSame).count(),
				statusOf(last));
	}

	private static @Nullable String statusOf(@Nullable Read read) {
		return (read == null || read.cacheStatus().isEmpty()) ? null : read.cacheStatus();
	}

	private boolean isSame(Read read) {
		return read.status() == HttpStatus.OK.value() && read.digest().equals(this.origin.getFirst().digest());
	}

	private static double median(List<Read> all) {
		var sorted = all.stream().mapToLong(Read::micros).sorted().toArray();
		return sorted[(sorted.length - 1) / 2] / MICROS_PER_MILLI;
	}

}
