package dev.akshay.portfolio.insights.insight;

import java.time.LocalDate;
import java.util.List;

/**
 * One pattern, in short.
 *
 * @param slug its name in addresses
 * @param title its name for people
 * @param source whose work taught it
 * @param published when the article was published
 * @param summary one or two sentences
 * @param ideas what the pattern consists of
 * @param takeaway what to remember
 */
record Insight(String slug, String title, String source, LocalDate published, String summary, List<String> ideas,
		String takeaway) {
}
