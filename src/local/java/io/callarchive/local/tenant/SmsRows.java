package io.callarchive.local.tenant;

import java.util.List;

/** Rows of getSmsLog. The parts of a long message share one {@code smsId}; some rows come without {@code id}. */
final class SmsRows {
    private static final List<String> COUNTRIES = List.of("US", "DE", "TR", "JP", "GB");

    private SmsRows() {}

    static String row(GraphTime sent, Dice dice) {
        RowText row = dice.oneIn(4) ? RowText.indented() : RowText.compact();
        if (!dice.oneIn(8)) {
            row.string("id", dice.uuid().toString());
        }
        row.string(
                        "smsId",
                        dice.oneIn(20)
                                ? "ef36b3e8-9922-4763-90e2-f4345c04a5d6"
                                : dice.uuid().toString())
                .user(dice.pick(Person.ALL))
                .string("userCountryCode", dice.pick(COUNTRIES))
                .string("tenantCountryCode", "US")
                .string("sourceNumber", PhoneNumbers.own(dice))
                .string("destinationNumber", PhoneNumbers.other(dice))
                .time("sentDateTime", sent)
                .json("callCharge", RowExtras.amount(dice))
                .string("currency", "USD")
                .string("smsType", dice.oneIn(2) ? "sms_in" : "sms_out")
                .json("destinationContext", dice.oneIn(5) ? "null" : "\"Domestic\"")
                .string("destinationName", "United States")
                .string("otherPartyCountryCode", dice.pick(COUNTRIES))
                .string("licenseCapability", "MCOSMS1")
                .json("smsUnits", Integer.toString(dice.between(1, 5)))
                .json("administrativeUnitInfos", RowExtras.administrativeUnits(dice));
        RowExtras.unknown(row, dice);
        return row.end();
    }
}
