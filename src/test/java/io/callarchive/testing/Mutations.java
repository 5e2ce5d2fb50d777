package io.callarchive.testing;

import java.util.Random;

/** Messages as nobody writes them. */
public final class Mutations {
    private static final String SPICE = "\"{}[]:,0123456789-+.eE\\nulltrue \u0000\u2028😀/%@#";

    private Mutations() {}

    /** The message after one to four changes at random places. */
    public static String of(String message, Random random) {
        StringBuilder text = new StringBuilder(message);
        for (int changes = 1 + random.nextInt(4); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            char character = SPICE.charAt(random.nextInt(SPICE.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, character);
                case 1 -> text.insert(at, character);
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
                default -> text.setLength(random.nextInt(10) == 0 ? at + 1 : text.length());
            }
        }
        return text.toString();
    }
}
