package dev.akshay.portfolio.profile.person;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.slf4j.Slf4jLogger;
import com.openhtmltopdf.util.XRLog;
import dev.akshay.portfolio.profile.person.ResumeSheet.Length;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The profile as a PDF that everybody can read, also with a screen reader (PDF/UA, ISO
 * 14289-1). Nothing in it depends on when and where it was made: the same profile is
 * always the same bytes.
 */
@Component
class ResumePdf {

	private static final int MOST_PAGES = 2;

	private static final Duration AS_LONG_AS_ASKED_FOR = Duration.ofMillis(Long.MAX_VALUE);

	static {
		XRLog.setLoggerImpl(new Slf4jLogger());
	}

	private final AtomicReference<@Nullable Rendering> last = new AtomicReference<>();

	/**
	 * Gives a profile as PDF. It is made once, however many ask, and kept until another
	 * profile is asked for; nobody who leaves stops it for the others.
	 * @param profile the profile
	 * @return the PDF's bytes, to be read only
	 */
	Mono<byte[]> of(Profile profile) {
		var rendering = this.last
			.updateAndGet((known) -> (known != null && known.profile.equals(profile)) ? known : new Rendering(profile));
		return Objects.requireNonNull(rendering).pdf();
	}

	/**
	 * Makes the PDF, which takes this thread a while: as the profile says it if that fits
	 * on two pages, else set closer, else with less of its posts. Where no such sheet has
	 * two pages, it has more, and leaves nothing out.
	 * @param profile the profile
	 * @return the PDF's bytes
	 * @throws IOException if a font cannot be read
	 */
	static byte[] renderBlocking(Profile profile) throws IOException {
		for (var length : Length.values()) {
			var pdf = renderBlocking(ResumeSheet.of(profile, length), MOST_PAGES);
			if (pdf != null) {
				return pdf;
			}
		}
		// to leave something out was no help
		return Objects.requireNonNull(renderBlocking(ResumeSheet.of(profile, Length.CLOSE), Integer.MAX_VALUE));
	}

	/** The PDF, or {@code null} if it has too many pages. */

	private static byte @Nullable [] renderBlocking(Document sheet, int mostPages) throws IOException {
		var builder = new PdfRendererBuilder().usePdfUaAccessibility(true)
			.withProducer("openhtmltopdf")
			.withW3cDocument(W3CDom.convert(sheet), sheet.location())
			// the sheet has all it needs: whatever it names is not fetched
			.useUriResolver((_, _) -> null)
			.useExternalResourceAccessControl((_, _) -> false,
					ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
		font(builder, "alegreya-regular.ttf", "Alegreya", 400, FontStyle.NORMAL);
		font(builder, "alegreya-medium.ttf", "Alegreya", 500, FontStyle.NORMAL);
		font(builder, "alegreya-italic.ttf", "Alegreya", 400, FontStyle.ITALIC);
		font(builder, "plex-mono.ttf", "Plex Mono", 400, FontStyle.NORMAL);
		try (var renderer = builder.buildPdfRenderer(); var document = renderer.createPDFKeepOpen()) {
			if (document.getNumberOfPages() > mostPages) {
				return null;
			}
			// the two that would be taken from the clock
			document.getDocumentInformation().setCreationDate(null);
			document.setDocumentId(Integer.toUnsignedLong(sheet.outerHtml().hashCode()));
			var bytes = new ByteArrayOutputStream();
			document.save(bytes);
			return bytes.toByteArray();
		}
	}

	private static void font(PdfRendererBuilder builder, String file, String family, int weight, FontStyle style) {
		builder.useFont(() -> open(file), family, weight, style, true);
	}

	private static InputStream open(String file) {
		try {
			return new ClassPathResource("resume/" + file).getInputStream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("the jar has its fonts", ex);
		}
	}

	private record Rendering(Profile profile, Mono<byte[]> pdf) {

		Rendering(Profile profile) {
			this(profile,
					Mono.fromCallable(() -> renderBlocking(profile))
						.subscribeOn(Schedulers.boundedElastic())
						.cache((_) -> AS_LONG_AS_ASKED_FOR, (_) -> Duration.ZERO, () -> Duration.ZERO));
		}

	}

}
