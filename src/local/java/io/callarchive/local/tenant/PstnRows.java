package io.callarchive.local.tenant;

import java.time.Duration;
import java.util.List;

/** Rows of getPstnCalls. Charges are decimals whose last zeros matter; many fields are null. */
final class PstnRows {
    private static final List<String> TYPES = List.of("user_in", "user_out", "conf_in", "oc_ua_in", "ucap_out");
    private static final List<String> NAMES = List.of("United States", "Türkiye", "Germany", "C\\u00f4te d'Ivoire");

    private PstnRows() {}

    static String row(GraphTime start, Dice dice) {
        int seconds = dice.between(0, 7_200);
        RowText row = dice.oneIn(10) ? RowText.indented() : RowText.compact();
        if (!dice.oneIn(60)) {
            row.string("id", dice.uuid().toString());
        }
        row.string("callId", dice.between(1_000_000, 9_000_000) + "_112562680@192.0.2." + dice.between(1, 255))
                .user(dice.pick(Person.ALL))
                .time("startDateTime", start)
                .time("endDateTime", start.plus(Duration.ofSeconds(seconds)))
                .json("duration", Integer.toString(seconds))
                .json("charge", RowExtras.amount(dice))
                .string("callType", dice.pick(TYPES))
                .string("currency", "USD")
                .string("calleeNumber", PhoneNumbers.other(dice))
                .string("usageCountryCode", "US")
                .string("tenantCountryCode", "US")
                .json("connectionCharge", RowExtras.amount(dice))
                .string("callerNumber", PhoneNumbers.own(dice));
        destination(row, dice);
        return row.end();
    }

    private static void destination(RowText row, Dice dice) {
        row.json("destinationContext", dice.oneIn(2) ? "null" : "\"International\"")
                .string("destinationName", dice.pick(NAMES))
                .json("conferenceId", dice.oneIn(9) ? "\"" + dice.between(100_000, 999_999) + "\"" : "null")
                .string("licenseCapability", "MCOPSTNU")
                .string("inventoryType", "Subscriber")
                .string("operator", "Microsoft")
                .string("callDurationSource", dice.oneIn(5) ? "operator" : "microsoft")
                .string("otherPartyCountryCode", "US");
        RowExtras.unknown(row, dice);
    }
}
