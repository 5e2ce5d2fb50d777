package io.callarchive.local.tenant;

import java.util.Locale;

/** Amounts of money in the documented tenant: in the currency of its country, with two digits after the point. */
final class Charge {
    static final String CURRENCY = "EUR";
    static final String NONE = "0.00";

    private Charge() {}

    static String ofCents(long cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }

    /** Calls within a country are in the plan; others cost each minute that has begun. */
    static String ofCall(Colleague caller, Country called, int seconds) {
        return caller.office() == called ? NONE : ofCents(called.centsAMinute * ((seconds + 59L) / 60));
    }
}
