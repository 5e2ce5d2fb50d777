package io.callarchive.pages;

/**
 * A page that the pages after it are compared with, to notice that a chain walks in a circle. It moves forward at
 * every power of two (Brent's cycle detection), so a circle of any length is found in the space of one landmark.
 *
 * @param page its number
 * @param link fingerprint of the nextLink that it gave
 * @param content fingerprint of its rows, 0 if they are not compared
 */
public record CycleMark(int page, long link, long content) {
    /** Whether the page of that number becomes the landmark: 0, 1, 2, 4, 8, … */
    public static boolean belongsAt(int page) {
        return (page & (page - 1)) == 0;
    }
}
