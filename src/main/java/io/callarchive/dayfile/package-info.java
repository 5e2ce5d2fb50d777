/**
 * A day's file: what is known of it, when a reading may replace it, how it is found and read, and that somebody may have
 * changed it meanwhile. Plain Java that knows no storage.
 */
@NullMarked
package io.callarchive.dayfile;

import org.jspecify.annotations.NullMarked;
