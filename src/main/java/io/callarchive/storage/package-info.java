/**
 * What Azure Storage answers to a call, whichever of its services it was, in words; shared by lake, queue and person.
 */
@NullMarked
package io.callarchive.storage;

import org.jspecify.annotations.NullMarked;
