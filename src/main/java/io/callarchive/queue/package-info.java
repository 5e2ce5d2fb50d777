/**
 * The queues between two steps, and the JSON of their messages. What comes from a queue is parsed here, once.
 */
@NullMarked
package io.callarchive.queue;

import org.jspecify.annotations.NullMarked;
