package io.callarchive.local.tenant;

/** Rows of getSmsLog as the documentation has them: each message one row, of one to three units. */
final class DocumentedSmsRows {
    private static final int CENTS_A_UNIT = 4;

    private DocumentedSmsRows() {}

    static String row(GraphTime sent, Colleague user, Dice dice) {
        boolean incoming = dice.oneIn(3);
        Country other = OtherParty.country(user, dice);
        String number = OtherParty.number(other, dice);
        Country receiver = incoming ? user.office() : other;
        int units = 1 + dice.weighted(8, 2, 1);
        return RowText.compact()
                .string("id", dice.uuid().toString())
                .string("smsId", dice.uuid().toString())
                .user(user.person())
                .string("userCountryCode", user.office().code)
                .string("tenantCountryCode", Colleague.TENANT.code)
                .string("sourceNumber", incoming ? number : user.number())
                .string("destinationNumber", incoming ? user.number() : number)
                .time("sentDateTime", sent)
                .json("callCharge", incoming ? Charge.NONE : Charge.ofCents((long) CENTS_A_UNIT * units))
                .string("currency", Charge.CURRENCY)
                .string("smsType", incoming ? "sms_in" : "sms_out")
                .string("destinationContext", OtherParty.context(user, other))
                .string("destinationName", receiver.fullName)
                .string("otherPartyCountryCode", other.code)
                .string("licenseCapability", "MCOSMS1")
                .json("smsUnits", Integer.toString(units))
                .json("administrativeUnitInfos", user.administrativeUnits())
                .end();
    }
}
