/** One Graph page in, its rows' bytes and the nextLink out. */
@NullMarked
package io.callarchive.graph;

import org.jspecify.annotations.NullMarked;
