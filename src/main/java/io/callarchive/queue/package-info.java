/** The queue between two pages, and the JSON of its messages. */
@NullMarked
package io.callarchive.queue;

import org.jspecify.annotations.NullMarked;
