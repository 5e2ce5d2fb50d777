/**
 * A person's rows, found, exported and erased on request: a command for whoever administers the archive. What names the
 * person is in the arguments and in the exported rows, and nowhere else.
 */
@NullMarked
package io.callarchive.person;

import org.jspecify.annotations.NullMarked;
