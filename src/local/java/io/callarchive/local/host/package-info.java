/**
 * The Azure Functions host on one machine: runs the packaged app as the real host and its Java worker do, as a
 * process of its own. {@link io.callarchive.local.host.HostProcess} starts it.
 */
@NullMarked
package io.callarchive.local.host;

import org.jspecify.annotations.NullMarked;
