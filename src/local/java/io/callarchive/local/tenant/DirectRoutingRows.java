package io.callarchive.local.tenant;

import java.time.Duration;
import java.util.List;

/** Rows of getDirectRoutingCalls. A call that did not fail says so with a failure time in the year 1. */
final class DirectRoutingRows {
    private static final String NO_TIME = "0001-01-01T00:00:00Z";
    private static final List<String> TRUNKS = List.of("tll-audiocodes01.adatum.biz", "sbc-berlin.adatum.biz");
    private static final List<String> COUNTRIES = List.of("US", "DE", "TR", "JP");

    private DirectRoutingRows() {}

    static String row(GraphTime start, Dice dice) {
        boolean failed = dice.oneIn(12);
        int seconds = failed ? 0 : dice.between(1, 3_600);
        GraphTime end = start.plus(Duration.ofSeconds(seconds));
        RowText row = RowText.compact();
        if (!dice.oneIn(40)) {
            row.string("id", dice.uuid().toString());
        }
        row.string("correlationId", dice.uuid().toString())
                .user(dice.pick(Person.ALL))
                .time("startDateTime", start)
                .time("endDateTime", end)
                .time("inviteDateTime", start.plus(Duration.ofMillis(-dice.between(500, 9_000))))
                .string("failureDateTime", failed ? end.text() : NO_TIME)
                .json("duration", Integer.toString(seconds))
                .string("callType", dice.oneIn(2) ? "ByotIn" : "ByotOut")
                .json("successfulCall", Boolean.toString(!failed))
                .string("callerNumber", PhoneNumbers.other(dice))
                .string("calleeNumber", PhoneNumbers.own(dice));
        route(row, failed, dice);
        return row.end();
    }

    private static void route(RowText row, boolean failed, Dice dice) {
        row.string("mediaPathLocation", "USWE")
                .string("signalingLocation", "EUNO")
                .json("finalSipCode", failed ? "487" : "0")
                .json("callEndSubReason", failed ? "540487" : "540000")
                .string("finalSipCodePhrase", failed ? "Request Terminated \\/ \\\"CANCEL\\\"" : "BYE")
                .string("trunkFullyQualifiedDomainName", dice.pick(TRUNKS))
                .json("mediaBypassEnabled", Boolean.toString(dice.oneIn(3)))
                .string("userCountryCode", dice.pick(COUNTRIES))
                .json("otherPartyCountryCode", dice.oneIn(6) ? "null" : "\"US\"")
                .string("transferorCorrelationId", dice.uuid().toString())
                .json("administrativeUnitInfos", RowExtras.administrativeUnits(dice));
        RowExtras.unknown(row, dice);
    }
}
