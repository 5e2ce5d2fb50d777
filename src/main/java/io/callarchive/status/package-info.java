/**
 * What a person is shown: how things stand for each day, and whether what the app needs is there.
 */
@NullMarked
package io.callarchive.status;

import org.jspecify.annotations.NullMarked;
