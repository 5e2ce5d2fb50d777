/** What tests of several packages need: a clock that jumps, stores in memory, the packaged app with its tenant. */
@NullMarked
package io.callarchive.testing;

import org.jspecify.annotations.NullMarked;
