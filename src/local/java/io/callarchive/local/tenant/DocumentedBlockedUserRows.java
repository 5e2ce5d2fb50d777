package io.callarchive.local.tenant;

/** Rows of getPstnBlockedUsersLog as the documentation has them. */
final class DocumentedBlockedUserRows {
    private DocumentedBlockedUserRows() {}

    static String row(GraphTime blocked, Colleague user, Dice dice) {
        return RowText.compact()
                .user(user.person())
                .time("blockDateTime", blocked)
                .string("userTelephoneNumber", user.number())
                .string("userBlockMode", dice.oneIn(3) ? "Unblocked" : "Blocked")
                .string("blockReason", "High Overall Usage")
                .string("remediationId", dice.uuid().toString())
                .end();
    }
}
