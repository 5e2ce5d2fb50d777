package io.callarchive.local.tenant;

import java.util.List;

/** Parts that rows of several logs have in common, and the surprises among them. */
final class RowExtras {
    private static final List<String> AMOUNTS = List.of("0.00", "0.00", "0.00", "12.830", "0.0", "1.5", "0.0175", "3");
    private static final List<String> UNITS =
            List.of("639b616c-f164-4a6f-a933-24936b8eb210", "cc6ea167-4e92-4c2d-9391-85791e978006");

    private RowExtras() {}

    static String amount(Dice dice) {
        return dice.pick(AMOUNTS);
    }

    static String administrativeUnits(Dice dice) {
        return switch (dice.between(0, 5)) {
            case 0 -> "[]";
            case 1 -> "null";
            case 2 -> "[{\"id\":\"" + UNITS.get(0) + "\"}]";
            case 3 -> "[ { \"id\": \"" + UNITS.get(1) + "\" } ]";
            default -> "[{\"id\":\"" + UNITS.get(0) + "\"},{\"id\":\"" + UNITS.get(1) + "\"}]";
        };
    }

    /** Fields that Graph might add tomorrow, with content that a careless reader takes for the answer's own. */
    static void unknown(RowText row, Dice dice) {
        switch (dice.between(0, 60)) {
            case 0 -> row.json("billingSequence", "98765432109876543210");
            case 1 -> row.string("routingNote", "}],\\\"@odata.nextLink\\\":\\\"https://nowhere.invalid/\\\"");
            case 2 ->
                row.json(
                        "routing", "{\"value\":[1,{\"id\":\"inner\"},[]],\"@odata.nextLink\":\"https://no.invalid/\"}");
            case 3 -> row.json("qualityScore", "-1.50E+3");
            case 4 -> row.string("tag", "tab\\tand\\u2028separator\\/end");
            default -> {}
        }
    }
}
