package io.callarchive.pages;

import io.callarchive.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Notices a chain of nextLinks that never ends: it would fill the blob with the same rows over and over. */
final class CycleDetector {
    /**
     * In a log that grows while it is read, a few rows may come twice in a row by honest drift; that a long reading
     * repeats a page row by row is another matter.
     */
    private static final int PAGES_BEFORE_REPETITION_COUNTS = 16;

    private CycleDetector() {}

    /** Why the chain must not go on to the page's nextLink; asked before the page is stored. */
    static Optional<String> objectionToLink(PageRequest request, Page page) {
        if (page.nextLink().isEmpty()) {
            return Optional.empty();
        }
        String link = page.nextLink().get();
        if (request.nextLink().filter(link::equals).isPresent()) {
            return Optional.of("the nextLink of page " + request.page() + " leads to that page itself");
        }
        if (request.cycleMark().filter(mark -> mark.link() == fingerprint(link)).isPresent()) {
            return Optional.of("page " + request.page() + " has the same nextLink as page "
                    + request.cycleMark().get().page());
        }
        if (!request.mayGoOn()) {
            return Optional.of("the day has more pages than a file can hold, " + PageRequest.MAX_PAGES_PER_DAY);
        }
        return Optional.empty();
    }

    /** Why the chain must end although its links look fine; a page without rows repeats nothing. */
    static Optional<String> objectionToContent(PageRequest request, Page page, Staging.Staged staged) {
        return request.cycleMark()
                .filter(mark -> page.rows() > 0 && mark.content() == staged.fingerprint())
                .map(mark -> "page " + request.page() + " has the same rows as page " + mark.page());
    }

    static CycleMark markAfter(PageRequest request, String link, Page page, Staging.Staged staged) {
        return request.cycleMark()
                .filter(mark -> !CycleMark.belongsAt(request.page()))
                .orElseGet(() -> new CycleMark(request.page(), fingerprint(link), contentMark(request, page, staged)));
    }

    private static long contentMark(PageRequest request, Page page, Staging.Staged staged) {
        return page.rows() > 0 && request.page() >= PAGES_BEFORE_REPETITION_COUNTS ? staged.fingerprint() : 0;
    }

    private static long fingerprint(String link) {
        byte[] hash = Sha256.digest().digest(link.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }
}
