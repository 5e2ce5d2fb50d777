package io.callarchive.local.tenant;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Rows of getDirectRoutingCalls as the documentation has them: established calls with an end, the others with a time
 * of failure, and the SIP code with Microsoft's own code that goes with it.
 */
final class DocumentedDirectRoutingRows {
    private static final String NO_TIME = "0001-01-01T00:00:00Z";
    private static final int MEAN_SECONDS = 190;
    private static final int LONGEST_SECONDS = 3 * 3_600;
    private static final List<Outcome> FAILURES = List.of(
            new Outcome(487, 540487, "Request Terminated"),
            new Outcome(480, 560480, "Temporarily Unavailable"),
            new Outcome(486, 560486, "Busy Here"),
            new Outcome(404, 560404, "Not Found"),
            new Outcome(603, 560603, "Decline"),
            new Outcome(503, 560503, "Service Unavailable"));

    private record Outcome(int sipCode, int subReason, String phrase) {
        static final Outcome HUNG_UP = new Outcome(0, 540000, "BYE");
    }

    private DocumentedDirectRoutingRows() {}

    static String row(GraphTime start, Colleague user, Dice dice) {
        boolean established = !dice.oneIn(9);
        boolean incoming = dice.oneIn(2);
        Country other = OtherParty.country(user, dice);
        String number = OtherParty.maskedNumber(other, dice);
        int seconds = established ? Math.min(LONGEST_SECONDS, 2 + dice.around(MEAN_SECONDS)) : 0;
        GraphTime invite = start.plus(Duration.ofMillis(-1_500L - dice.around(6_000)));
        RowText row = RowText.compact()
                .string("id", dice.uuid().toString())
                .string("correlationId", dice.uuid().toString())
                .user(user.person())
                .time("startDateTime", start)
                .string(
                        "endDateTime",
                        established ? start.plus(Duration.ofSeconds(seconds)).text() : NO_TIME)
                .time("inviteDateTime", invite)
                .string("failureDateTime", established ? NO_TIME : start.text())
                .json("duration", Integer.toString(seconds))
                .string("callType", incoming ? "ByotIn" : "ByotOut")
                .json("successfulCall", Boolean.toString(established))
                .string("callerNumber", incoming ? number : user.number())
                .string("calleeNumber", incoming ? user.number() : number);
        Outcome outcome = established ? Outcome.HUNG_UP : FAILURES.get(dice.weighted(40, 20, 18, 10, 8, 4));
        route(row, user, outcome);
        return row.string("userCountryCode", user.office().code)
                .string("otherPartyCountryCode", other.code)
                .json("transferorCorrelationId", dice.oneIn(20) ? "\"" + dice.uuid() + "\"" : "null")
                .json("administrativeUnitInfos", user.administrativeUnits())
                .end();
    }

    private static void route(RowText row, Colleague user, Outcome outcome) {
        boolean american = user.office() == Country.UNITED_STATES;
        row.string("mediaPathLocation", american ? "USEA" : "EUWE")
                .string("signalingLocation", american ? "USWE" : "EUNO")
                .json("finalSipCode", Integer.toString(outcome.sipCode()))
                .json("callEndSubReason", Integer.toString(outcome.subReason()))
                .string("finalSipCodePhrase", outcome.phrase())
                .string(
                        "trunkFullyQualifiedDomainName",
                        "sbc-" + user.office().code.toLowerCase(Locale.ROOT) + ".contoso.com")
                .json("mediaBypassEnabled", Boolean.toString(american));
    }
}
