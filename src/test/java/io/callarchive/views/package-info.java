/** The views under {@code infra/lake}, written from the schema of each log, and their proof. */
@NullMarked
package io.callarchive.views;

import org.jspecify.annotations.NullMarked;
