/** What the documentation says of itself and of the tests, held against both. */
@NullMarked
package io.callarchive.docs;

import org.jspecify.annotations.NullMarked;
