/** The app as its users meet it: packaged, under a host, with the simulated Graph and the storage emulator. */
@NullMarked
package io.callarchive.frontdoor;

import org.jspecify.annotations.NullMarked;
