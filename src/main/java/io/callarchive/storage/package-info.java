/** What Azure Storage answers to a call, whichever of its services it was, in words. */
@NullMarked
package io.callarchive.storage;

import org.jspecify.annotations.NullMarked;
