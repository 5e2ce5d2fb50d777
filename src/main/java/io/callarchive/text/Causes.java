package io.callarchive.text;

import java.util.stream.Stream;

/** An exception and what caused it. */
public final class Causes {
    /** More than any exception has; where causes go round in a circle, they end here. */
    private static final int MOST = 20;

    private Causes() {}

    /** The exception itself first, the innermost cause last. */
    public static Stream<Throwable> of(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(MOST);
    }

    /** The exception itself, if nothing caused it. */
    public static Throwable innermost(Throwable e) {
        return of(e).reduce(e, (outer, inner) -> inner);
    }
}
