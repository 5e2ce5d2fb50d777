/** The command line: what is proven, reported, held, erased and rolled up from outside of the app. */
@NullMarked
package io.callarchive.cli;

import org.jspecify.annotations.NullMarked;
