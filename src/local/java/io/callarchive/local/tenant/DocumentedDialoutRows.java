package io.callarchive.local.tenant;

import java.util.ArrayList;
import java.util.List;

/** Rows of getPstnOnlineMeetingDialoutReport as the documentation has them: a user's totals, within and beyond. */
final class DocumentedDialoutRows {
    private static final int MEAN_SECONDS = 640;

    private DocumentedDialoutRows() {}

    /** No user has two rows of the same kind. */
    static List<String> rows(int count, Dice dice) {
        List<String> rows = new ArrayList<>();
        for (Colleague user : dice.shuffled(Colleague.ALL)) {
            rows.add(row(user, user.office(), dice));
            if (dice.oneIn(2)) {
                rows.add(row(user, dice.pick(OtherParty.abroad(user)), dice));
            }
        }
        return rows.subList(0, Math.min(count, rows.size()));
    }

    private static String row(Colleague user, Country called, Dice dice) {
        int calls = 1 + dice.around(3);
        long seconds = 0;
        for (int call = 0; call < calls; call++) {
            seconds += 5 + dice.around(MEAN_SECONDS);
        }
        return RowText.compact()
                .user(user.person())
                .string("usageLocation", user.office().code)
                .string("destinationContext", OtherParty.context(user, called))
                .string("currency", Charge.CURRENCY)
                .json("totalCalls", Integer.toString(calls))
                .json("totalCallCharge", Charge.ofCents(called.centsAMinute * ((seconds + 59) / 60)))
                .json("totalCallSeconds", Long.toString(seconds))
                .end();
    }
}
