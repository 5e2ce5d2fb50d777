/**
 * The words that all packages share: a log, a day of it, a run that reads it, what is said about them, and what can go
 * wrong. Only what at least two packages name may enter, and it knows none of them.
 */
@NullMarked
package io.callarchive;

import org.jspecify.annotations.NullMarked;
