package io.callarchive.local.tenant;

import java.time.Duration;
import java.util.Locale;

/** Rows of getPstnCalls as the documentation has them: calls of users, and people who dial in to a meeting. */
final class DocumentedPstnRows {
    private static final int MEAN_SECONDS = 210;
    private static final int MEAN_MEETING_SECONDS = 1_500;
    private static final int LONGEST_SECONDS = 4 * 3_600;

    private DocumentedPstnRows() {}

    /** What takes part besides the other party, and in which direction. */
    private enum Kind {
        USER_IN,
        USER_OUT,
        CONF_IN
    }

    static String row(GraphTime start, Colleague user, Dice dice) {
        Kind kind = Kind.values()[dice.weighted(9, 10, 3)];
        boolean incoming = kind != Kind.USER_OUT;
        boolean meeting = kind == Kind.CONF_IN;
        Country other = OtherParty.country(user, dice);
        String number = OtherParty.number(other, dice);
        int seconds = Math.min(LONGEST_SECONDS, 1 + dice.around(meeting ? MEAN_MEETING_SECONDS : MEAN_SECONDS));
        return RowText.compact()
                .string("id", dice.uuid().toString())
                .string(
                        "callId",
                        dice.between(100_000_000, 2_000_000_000) + "_" + dice.between(10_000_000, 200_000_000)
                                + "@203.0.113." + dice.between(1, 255))
                .user(user.person())
                .time("startDateTime", start)
                .time("endDateTime", start.plus(Duration.ofSeconds(seconds)))
                .json("duration", Integer.toString(seconds))
                .json("charge", incoming ? Charge.NONE : Charge.ofCall(user, other, seconds))
                .string("callType", kind.name().toLowerCase(Locale.ROOT))
                .string("currency", Charge.CURRENCY)
                .string("calleeNumber", incoming ? user.number() : number)
                .string("usageCountryCode", user.office().code)
                .string("tenantCountryCode", Colleague.TENANT.code)
                .json("connectionCharge", Charge.NONE)
                .string("callerNumber", incoming ? number : user.number())
                .json("destinationContext", incoming ? "null" : "\"" + OtherParty.context(user, other) + "\"")
                .string("destinationName", (incoming ? user.office() : other).fullName)
                .json("conferenceId", meeting ? "\"" + dice.between(100_000_000, 999_999_999) + "\"" : "null")
                .string("licenseCapability", meeting ? "MCOMEETADV" : "MCOPSTN2")
                .string("inventoryType", meeting ? "Service" : "Subscriber")
                .string("operator", "Microsoft")
                .string("callDurationSource", "microsoft")
                .string("otherPartyCountryCode", other.code)
                .end();
    }
}
