@NullMarked
package io.callarchive.app;

import org.jspecify.annotations.NullMarked;
