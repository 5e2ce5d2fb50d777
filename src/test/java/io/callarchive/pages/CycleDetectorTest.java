package io.callarchive.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.retry.Setbacks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CycleDetectorTest {
    private static final int LONG_DAY = 5_000;
    private static final Instant NOW = Instant.parse("2026-11-20T03:30:00Z");

    /** Where a walk ended, and why. */
    private record End(int page, String objection) {}

    @Test
    void linkToThePageItselfEndsTheChain() {
        End end = walk(page -> "https://graph.example/?$skip=" + Math.min(page + 1, 7), page -> page);

        assertThat(end.page()).isEqualTo(7);
        assertThat(end.objection()).contains("leads to that page itself");
    }

    @ParameterizedTest
    @CsvSource({"0,2", "0,3", "0,7", "5,2", "5,7", "100,7", "100,64", "999,1000"})
    void circleOfLinksEndsTheChain(int pagesBefore, int circle) {
        End end = walk(
                page -> "https://graph.example/?$skip="
                        + (page < pagesBefore ? page : pagesBefore + (page - pagesBefore) % circle),
                page -> page);

        assertThat(end.objection()).contains("has the same nextLink as page");
        assertThat(end.page()).isLessThanOrEqualTo(3 * (pagesBefore + circle));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void circleOfRowsUnderFreshLinksEndsTheChain(int circle) {
        End end = walk(page -> "https://graph.example/?page=" + page, page -> 1_000 + page % circle);

        assertThat(end.objection()).contains("has the same rows as page");
        assertThat(end.page()).isBetween(17, 64);
    }

    @Test
    void honestRepetitionAtTheStartOfALongReadingIsAllowed() {
        End end = walk(page -> "https://graph.example/?page=" + page, page -> page < 16 ? 1 : page);

        assertThat(end.page()).isEqualTo(LONG_DAY);
    }

    @Test
    void longDayIsReadToItsEnd() {
        End end = walk(page -> "https://graph.example/?page=" + page, page -> page);

        assertThat(end.page()).isEqualTo(LONG_DAY);
        assertThat(end.objection()).isEmpty();
    }

    @Test
    void pagesWithoutRowsRepeatNothing() {
        PageRequest request =
                request(1, 20).next("https://graph.example/?a", ChainHash.NONE, new CycleMark(16, 1, 0), NOW);
        Page empty = page(0, Optional.of("https://graph.example/?b"));

        assertThat(CycleDetector.objectionToContent(request, empty, staged(0))).isEmpty();
        assertThat(CycleDetector.markAfter(request(1, 31), "https://graph.example/?b", empty, staged(5))
                        .content())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 24})
    void dayMayNotOutgrowItsFile(int chains) {
        int last = PageRequest.MAX_PAGES_PER_DAY / chains - 1;
        Page more = page(1, Optional.of("https://graph.example/?next"));

        assertThat(CycleDetector.objectionToLink(request(chains, last - 1), more))
                .isEmpty();
        assertThat(CycleDetector.objectionToLink(request(chains, last), more))
                .hasValueSatisfying(objection -> assertThat(objection).contains("more pages than a file can hold"));
        assertThat(CycleDetector.objectionToLink(request(chains, last), page(1, Optional.empty())))
                .isEmpty();
    }

    @Test
    void objectionDoesNotEchoTheLink() {
        End end = walk(page -> "https://graph.example/?secret", page -> page);

        assertThat(end.objection()).isNotEmpty().doesNotContain("secret", "graph.example");
    }

    /** Follows a chain as the archiver does; the functions tell each page's nextLink and what its rows are. */
    private static End walk(IntFunction<String> linkOfPage, IntToLongFunction content) {
        PageRequest request = request(1, 0);
        while (request.page() < LONG_DAY) {
            String link = linkOfPage.apply(request.page());
            Page page = page(1, Optional.of(link));
            Staging.Staged staged = staged(content.applyAsLong(request.page()));
            Optional<String> objection = CycleDetector.objectionToLink(request, page);
            if (objection.isEmpty()) {
                objection = CycleDetector.objectionToContent(request, page, staged);
            }
            if (objection.isPresent()) {
                return new End(request.page(), objection.get());
            }
            request = request.next(link, ChainHash.NONE, CycleDetector.markAfter(request, link, page, staged), NOW);
        }
        return new End(request.page(), "");
    }

    private static PageRequest request(int chains, int page) {
        Run run = new Run(
                new RunId("019e0c8d4e00a1b2c3"),
                0,
                Reason.NIGHTLY,
                chains,
                false,
                Optional.empty(),
                false,
                Optional.empty());
        return new PageRequest(
                new ArchiveDay(CallLog.SMS, LocalDate.of(2026, 11, 18)),
                run,
                new PageRequest.Position(
                        0,
                        page,
                        page == 0 ? Optional.empty() : Optional.of("https://graph.example/?before"),
                        ChainHash.NONE,
                        Optional.empty()),
                Setbacks.NONE,
                NOW);
    }

    private static Page page(int rows, Optional<String> nextLink) {
        return new Page(ByteBuffer.allocate(rows), rows, RowTimes.NONE, nextLink);
    }

    private static Staging.Staged staged(long fingerprint) {
        return new Staging.Staged(ChainHash.NONE, fingerprint, 1);
    }
}
