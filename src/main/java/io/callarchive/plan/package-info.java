/**
 * Which days are read and when, decided from what the lake holds and what is under way. Nothing is remembered between
 * two plans.
 */
@NullMarked
package io.callarchive.plan;

import org.jspecify.annotations.NullMarked;
