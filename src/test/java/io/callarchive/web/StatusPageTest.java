package io.callarchive.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    private final StatusPage page = new StatusPage();
    private final String html = page.html();
    private final String policy = page.headers().getOrDefault("Content-Security-Policy", "");

    @Test
    void needsNothingFromElsewhere() {
        // Links that a reader may follow; and an address that is shown where the app does not tell its own.
        String withoutNames = html.replace("'http://www.w3.org/2000/svg'", "")
                .replaceAll("(href=\"|')https://github\\.com/callarchive/callarchive", "")
                .replace("'https://ACCOUNT.blob.core.windows.net/CONTAINER'", "");
        assertThat(withoutNames)
                .doesNotContainPattern("(?i)https?://")
                .doesNotContainPattern("(?i)src=\"(?!data:)")
                .doesNotContainPattern("(?i)<link[^>]*href=\"(?!data:)");
        assertThat(html).doesNotContain("@import").doesNotContainPattern("url\\((?!data:)");
    }

    @Test
    void hasNeitherInlineHandlersNorInlineStyles() {
        String markup = html.replaceAll("(?s)<script>.*?</script>|<style>.*?</style>", "");
        assertThat(markup).doesNotContainPattern("(?i)\\son[a-z]+\\s*=").doesNotContainPattern("(?i)\\sstyle\\s*=");
    }

    @Test
    void neverTurnsTextIntoMarkupOrCode() {
        assertThat(html)
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                .doesNotContain("new Function", "DOMParser", "createContextualFragment", "javascript:");
    }

    @Test
    void joinsEveryPartOfTheScriptOnce() throws Exception {
        Path folder = Path.of("src/main/resources/io/callarchive/web/archive");
        try (Stream<Path> parts = Files.list(folder)) {
            assertThat(parts.map(part -> part.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(StatusPage.SCRIPT_PARTS.stream()
                            .map(part -> part + ".js")
                            .toList());
        }
        for (String part : StatusPage.SCRIPT_PARTS) {
            assertThat(Files.readAllLines(folder.resolve(part + ".js")))
                    .as(part)
                    .hasSizeLessThanOrEqualTo(200)
                    .noneMatch(line -> line.endsWith(" "));
        }
    }

    @Test
    void policyLetsInExactlyThisStyleAndThisScript() throws Exception {
        assertThat(policy)
                .contains("style-src " + hash(only("style")))
                .contains("script-src " + hash(only("script")))
                .doesNotContain("unsafe", "*", "http");
    }

    @Test
    void policyForbidsEverythingElse() {
        assertThat(policy.split("; "))
                .contains("default-src 'none'", "connect-src 'self'", "form-action 'none'", "frame-ancestors 'none'")
                .contains("base-uri 'none'", "require-trusted-types-for 'script'");
    }

    @Test
    void isNeitherStoredNorSniffedNorTold() {
        assertThat(page.headers())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer");
    }

    @Test
    void isTheSameEachTime() {
        assertThat(new StatusPage().html()).isEqualTo(html);
        assertThat(new StatusPage().headers()).isEqualTo(page.headers());
    }

    private String only(String element) {
        Matcher found =
                Pattern.compile("(?s)<" + element + ">(.*?)</" + element + ">").matcher(html);
        assertThat(found.find()).isTrue();
        String content = found.group(1);
        assertThat(found.find()).as("a second " + element).isFalse();
        assertThat(content).doesNotContain("/* archive");
        return content;
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
