/**
 * The functions, their settings and the wiring: one method a trigger, which parses, calls the domain and answers. Only
 * here is the machine read: environment, clock, random numbers.
 */
@NullMarked
package io.callarchive.app;

import org.jspecify.annotations.NullMarked;
