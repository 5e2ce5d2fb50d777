package io.callarchive.local.tenant;

import java.util.List;
import java.util.Locale;

/** Numbers of the make-believe tenant: each starts with one of a few stems, so that a leak can be searched for. */
final class PhoneNumbers {
    static final List<String> STEMS =
            List.of("491555019", "442079460", "120255501", "817090001", "905550101", "482255501", "12345678");

    private PhoneNumbers() {}

    static String own(Dice dice) {
        return "+" + dice.pick(STEMS) + String.format(Locale.ROOT, "%03d", dice.between(0, 1000));
    }

    /** The other side of a call: Graph masks the last digits of some. */
    static String other(Dice dice) {
        return dice.oneIn(3) ? "+" + dice.pick(STEMS) + "***" : own(dice);
    }
}
