/**
 * Text that came from elsewhere, before it goes into a log, a record or a file. Knows nothing of the archive.
 */
@NullMarked
package io.callarchive.text;

import org.jspecify.annotations.NullMarked;
