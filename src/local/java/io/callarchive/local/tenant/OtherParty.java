package io.callarchive.local.tenant;

import java.util.List;
import java.util.stream.Stream;

/** Who is at the other end of a call or a message: mostly someone of the same country. */
final class OtherParty {
    private OtherParty() {}

    static Country country(Colleague user, Dice dice) {
        return dice.oneIn(5) ? dice.pick(abroad(user)) : user.office();
    }

    static List<Country> abroad(Colleague user) {
        return Stream.of(Country.values())
                .filter(country -> country != user.office())
                .toList();
    }

    static String number(Country country, Dice dice) {
        return country.number(dice.between(0, 100_000));
    }

    /** Graph keeps back the last digits of a number that is not the tenant's, where an SBC has carried the call. */
    static String maskedNumber(Country country, Dice dice) {
        String number = number(country, dice);
        return number.substring(0, number.length() - 3) + "***";
    }

    static String context(Colleague user, Country other) {
        return user.office() == other ? "Domestic" : "International";
    }
}
