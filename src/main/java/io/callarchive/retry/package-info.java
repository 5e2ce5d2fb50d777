/**
 * When something that failed is tried again, and when it is given up. Pure: the past comes as {@link
 * io.callarchive.retry.Setbacks}, the time as an argument.
 */
@NullMarked
package io.callarchive.retry;

import org.jspecify.annotations.NullMarked;
