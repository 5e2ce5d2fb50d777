/**
 * One page message, from the queue to the next message or the commit of the day. Here stand the order of the effects and
 * what happens when the process dies between two of them; Graph, storage and queue are interfaces.
 */
@NullMarked
package io.callarchive.pages;

import org.jspecify.annotations.NullMarked;
