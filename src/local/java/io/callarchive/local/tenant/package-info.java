/**
 * The telephony of a tenant that never was: its people, its calls and messages, day by day, as Graph documents the rows
 * or with every quirk that was seen.
 */
@NullMarked
package io.callarchive.local.tenant;

import org.jspecify.annotations.NullMarked;
