package io.callarchive.plan;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A night whose work was begun.
 *
 * @param date that of the schedule: the day before it is its yesterday
 * @param begunAt what failed before that is tried again
 */
public record Night(LocalDate date, Instant begunAt) {}
