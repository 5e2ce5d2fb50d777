/**
 * The one strict form in which JSON of our own is read: exactly the properties of a record, each there once, none
 * converted; and the one way in which it is written. Knows nothing of the archive.
 */
@NullMarked
package io.callarchive.json;

import org.jspecify.annotations.NullMarked;
