package io.callarchive.person;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whose rows are wanted. Not a record, whose text would name the person. */
public final class Person {
    private static final Pattern OBJECT_ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    /** Country code and subscriber, at most 15 digits (E.164); emergency numbers have three. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{3,15}");

    private static final String MASK = "***";

    private final Predicate<String> named;
    private final boolean byNumber;

    private Person(Predicate<String> named, boolean byNumber) {
        this.named = named;
        this.byNumber = byNumber;
    }

    /**
     * The user with that object id.
     *
     * @throws IllegalArgumentException with the rule, if it is none
     */
    public static Person user(String objectId) {
        if (!OBJECT_ID.matcher(objectId).matches()) {
            throw new IllegalArgumentException("must be an object id, such as 01234567-89ab-cdef-0123-456789abcdef");
        }
        return new Person(objectId::equalsIgnoreCase, false);
    }

    /**
     * Whoever has that telephone number, country code first.
     *
     * @throws IllegalArgumentException with the rule, if it is none
     */
    public static Person number(String number) {
        String digits = digits(number);
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "must be 3 to 15 digits; they may be grouped by spaces, dashes and brackets, after + or 00");
        }
        return new Person(
                value -> value.length() >= digits.length() && digits(value).equals(digits), true);
    }

    /** Whether this value of a row names the person. */
    boolean isNamedBy(String value) {
        return named.test(value);
    }

    /** Whether this value is a number, perhaps the person's, of which Microsoft keeps digits back. */
    boolean mayHideIn(String value) {
        return byNumber && value.contains(MASK);
    }

    private static String digits(String number) {
        StringBuilder rest = new StringBuilder(number.length());
        number.chars().filter(c -> !isGrouping(c)).forEach(c -> rest.append((char) c));
        if (rest.indexOf("+") == 0) {
            return rest.substring(1);
        }
        return rest.indexOf("00") == 0 ? rest.substring(2) : rest.toString();
    }

    private static boolean isGrouping(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION -> true;
            default -> Character.isWhitespace(c);
        };
    }

    @Override
    public String toString() {
        return byNumber ? "a number" : "a user";
    }
}
