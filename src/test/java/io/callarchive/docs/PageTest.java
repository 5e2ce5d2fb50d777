package io.callarchive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    @ParameterizedTest
    @CsvSource({
        "A person's rows, a-persons-rows",
        "Code `no-token`, code-no-token",
        "'Graph''s limits: 50, 200', graphs-limits-50-200",
        "GET /api/archive, get-apiarchive",
        "[A link](elsewhere.md#there) and `A_NAME`, a-link-and-a_name"
    })
    void anchorsAreThoseOfGitHub(String heading, String anchor) {
        assertThat(Page.anchor(heading)).isEqualTo(anchor);
    }

    @Test
    void aSecondHeadingOfTheSameNameHasANumberAndCodeHasNone() {
        assertThat(page("# A\n\n```sh\n# no heading\n```\n\n## B\n\n## B\n").anchors())
                .containsExactly("a", "b", "b-1");
    }

    @Test
    void linksAreFoundInProseAndNotInCode() {
        String text = """
                See [a
                page](one.md#x), [`code`](two.md), `[no](three.md)`, [site](https://example.com).

                ```
                [no](four.md)
                ```

                ![picture](five.png)
                """;
        assertThat(page(text).targets()).containsExactly("one.md#x", "two.md", "five.png");
    }

    @Test
    void repetitionIsSeenWhereverLinesBreakAndLinksLead() {
        Page one = page("Text.\n\n* A sentence of [some](a.md)\n  length. And more.\n\n| a long cell | b |\n");
        Page other = page("A sentence of [some](b.md) length. Or less.\n\n| another | a long cell |\n");
        assertThat(one.passages(10)).contains("A sentence of [some] length.").containsAnyElementsOf(other.passages(20));
    }

    private static Page page(String text) {
        return new Page(Path.of("page.md"), text);
    }
}
