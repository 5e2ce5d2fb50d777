package io.callarchive.local.tenant;

/** The JSON text of one row, written field by field, so that every byte of it is known. */
final class RowText {
    private static final String BREAK = "\n            ";

    private final StringBuilder text = new StringBuilder("{");
    private final boolean indented;
    private boolean empty = true;

    private RowText(boolean indented) {
        this.indented = indented;
    }

    static RowText compact() {
        return new RowText(false);
    }

    /** With line breaks between the tokens. */
    static RowText indented() {
        return new RowText(true);
    }

    RowText string(String name, String text) {
        return json(name, '"' + text + '"');
    }

    RowText time(String name, GraphTime time) {
        return string(name, time.text());
    }

    RowText user(Person person) {
        return string("userId", person.userId())
                .string("userPrincipalName", person.userPrincipalName())
                .string("userDisplayName", person.nameAsJson());
    }

    RowText json(String name, String json) {
        text.append(empty ? "" : ",").append(indented ? BREAK : "");
        text.append('"').append(name).append(indented ? "\": " : "\":").append(json);
        empty = false;
        return this;
    }

    String end() {
        return text.append(indented ? "\n        }" : "}").toString();
    }
}
