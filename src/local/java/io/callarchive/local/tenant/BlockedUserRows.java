package io.callarchive.local.tenant;

/** Rows of getPstnBlockedUsersLog: no id at all. */
final class BlockedUserRows {
    private BlockedUserRows() {}

    static String row(GraphTime blocked, Dice dice) {
        RowText row = RowText.indented()
                .user(dice.pick(Person.ALL))
                .time("blockDateTime", blocked)
                .string("userTelephoneNumber", PhoneNumbers.own(dice))
                .string("userBlockMode", dice.oneIn(4) ? "Unblocked" : "Blocked")
                .string("blockReason", "High Overall Usage")
                .json("remediationId", dice.oneIn(5) ? "null" : "\"" + dice.uuid() + "\"");
        RowExtras.unknown(row, dice);
        return row.end();
    }
}
