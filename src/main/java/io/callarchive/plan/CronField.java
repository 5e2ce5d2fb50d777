package io.callarchive.plan;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One field of an NCRONTAB expression.
 *
 * @param names of the values from {@code first} on, or none; three letters are enough
 */
record CronField(String title, int first, int last, List<String> names) {
    /**
     * The values that it stands for.
     *
     * @throws IllegalArgumentException with what it should be
     */
    BitSet parse(String text) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            add(part, values);
        }
        return values;
    }

    private void add(String part, BitSet values) {
        String[] rangeAndStep = part.split("/", 2);
        int step = rangeAndStep.length == 2 ? number(rangeAndStep[1], 1, last) : 1;
        String[] ends = rangeAndStep[0].equals("*")
                ? new String[] {Integer.toString(first), Integer.toString(last)}
                : rangeAndStep[0].split("-", 2);
        int from = value(ends[0]);
        int to = ends.length == 2 ? value(ends[1]) : rangeAndStep.length == 2 ? last : from;
        // NCrontab reads a backward range as the same range forward.
        for (int value = Math.min(from, to); value <= Math.max(from, to); value += step) {
            values.set(value);
        }
    }

    private int value(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < names.size(); i++) {
            if (upper.length() >= 3 && names.get(i).startsWith(upper)) {
                return first + i;
            }
        }
        return number(text, first, last);
    }

    private int number(String text, int least, int most) {
        if (text.matches("[0-9]{1,2}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException("the " + title + " of a schedule should be from " + first + " to " + last
                + ", with * , - / as wished, but is " + text);
    }
}
