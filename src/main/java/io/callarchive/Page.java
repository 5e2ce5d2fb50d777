package io.callarchive;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The rows of one answer, ready for the file.
 *
 * @param lines the rows' original bytes, each ended by a line feed; a line break between the tokens of a row is a space
 * @param rows the number of lines
 * @param times when the rows happened
 * @param nextLink where the following page is; empty on a chain's last page
 */
public record Page(ByteBuffer lines, int rows, RowTimes times, Optional<String> nextLink) implements GraphAnswer {}
