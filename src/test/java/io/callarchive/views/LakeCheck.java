package io.callarchive.views;

import java.util.List;

/**
 * A question to the views, and the answer that follows from what Graph served.
 *
 * @param sql in words that all engines know
 * @param answer the rows, cells separated by a bar; numbers and times without needless zeros at their end
 */
record LakeCheck(String name, String sql, List<String> answer) {
    /** The answer to a question that has to fail. */
    static final List<String> FAILS = List.of("fails");

    /** As a line for the engines that run in a process of their own. */
    String line() {
        return name + "\t" + sql + "\t" + String.join("; ", answer);
    }

    /** A cell as it stands in an answer. */
    static String cell(String text) {
        return text.replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    }
}
