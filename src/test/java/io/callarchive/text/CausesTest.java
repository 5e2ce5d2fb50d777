package io.callarchive.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private final Exception inner = new IOException("inner");
    private final Exception middle = new IllegalStateException("middle", inner);
    private final Exception outer = new IllegalArgumentException("outer", middle);

    @Test
    void goesFromTheOuterToTheInner() {
        assertThat(Causes.of(outer)).containsExactly(outer, middle, inner);
        assertThat(Causes.innermost(outer)).isSameAs(inner);
        assertThat(Causes.innermost(inner)).isSameAs(inner);
    }

    @Test
    void aCircleEnds() {
        inner.initCause(outer);
        assertThat(Causes.of(outer)).contains(outer, middle, inner).hasSizeLessThan(100);
        assertThat(Causes.innermost(outer)).isIn(outer, middle, inner);
    }
}
