/** What the rows of the logs are made of, as Microsoft documents it. */
@NullMarked
package io.callarchive.schema;

import org.jspecify.annotations.NullMarked;
