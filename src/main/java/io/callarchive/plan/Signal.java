package io.callarchive.plan;

import io.callarchive.pages.ChainEnd;
import java.time.LocalDate;

/** Why the conductor is to look at what is next. Each may come twice, late, or never. */
public sealed interface Signal {
    /** Something may be to do: an order was placed, a file is to be read afresh, or time has passed. */
    record Wake() implements Signal {}

    /** The timer has fired: the work of the night of that date begins. */
    record NightBegins(LocalDate date) implements Signal {}

    /** A chain asks no more. */
    record ChainEnded(ChainEnd end) implements Signal {}
}
