/**
 * Until when Microsoft still has a day. Facts with their source, and what follows from them; no clock and no storage.
 */
@NullMarked
package io.callarchive.retention;

import org.jspecify.annotations.NullMarked;
