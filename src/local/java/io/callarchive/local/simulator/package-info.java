/**
 * Graph and the managed identity on one machine, over HTTP, with the limits of the real ones and, on request, with their
 * oddities.
 */
@NullMarked
package io.callarchive.local.simulator;

import org.jspecify.annotations.NullMarked;
