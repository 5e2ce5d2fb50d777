/** The command line: what is proven, reported, held and erased from outside of the app. */
@NullMarked
package io.callarchive.cli;

import org.jspecify.annotations.NullMarked;
