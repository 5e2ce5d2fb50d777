/**
 * The Azure Functions host on one machine: runs the packaged app as the real host and its Java worker do, as a
 * process of its own. {@link io.callarchive.testing.host.HostProcess} starts it.
 */
@NullMarked
package io.callarchive.testing.host;

import org.jspecify.annotations.NullMarked;
