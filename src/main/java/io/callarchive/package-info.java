@NullMarked
package io.callarchive;

import org.jspecify.annotations.NullMarked;
