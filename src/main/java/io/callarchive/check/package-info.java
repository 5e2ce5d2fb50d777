/**
 * A committed file read back and compared with what its metadata says. Never changes rows; a day that repeats some is
 * read afresh.
 */
@NullMarked
package io.callarchive.check;

import org.jspecify.annotations.NullMarked;
