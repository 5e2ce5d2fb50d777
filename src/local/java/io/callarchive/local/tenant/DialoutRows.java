package io.callarchive.local.tenant;

import java.util.List;

/** Rows of getPstnOnlineMeetingDialoutReport: totals per user, location, context and currency; no time, no id. */
final class DialoutRows {
    private static final List<String> CONTEXTS = List.of("International", "Domestic");
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "TRY");

    private DialoutRows() {}

    static String row(int index, Dice dice) {
        int people = Person.ALL.size();
        RowText row = RowText.compact()
                .user(Person.ALL.get(index % people))
                .string("usageLocation", index % 3 == 0 ? "DE" : "US")
                .string("destinationContext", CONTEXTS.get(index / people % CONTEXTS.size()))
                .string("currency", CURRENCIES.get(index / people / CONTEXTS.size() % CURRENCIES.size()))
                .json("totalCalls", Integer.toString(dice.between(1, 40)))
                .json("totalCallCharge", RowExtras.amount(dice))
                .json("totalCallSeconds", Integer.toString(dice.between(1, 9_000)));
        RowExtras.unknown(row, dice);
        return row.end();
    }
}
