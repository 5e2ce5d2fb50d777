/**
 * One Graph page in, its rows' bytes and the nextLink out. Graph's answers are judged here: what leaves is a whole page, a
 * wait, or a refusal.
 */
@NullMarked
package io.callarchive.graph;

import org.jspecify.annotations.NullMarked;
