/**
 * {@code mvn -Plocal}: the packaged app archives yesterday on this machine, and everything it did is checked.
 */
@NullMarked
package io.callarchive.local.run;

import org.jspecify.annotations.NullMarked;
