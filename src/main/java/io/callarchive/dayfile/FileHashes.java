package io.callarchive.dayfile;

/**
 * What tells a file from any other, also from one that somebody has made to deceive: SHA-256, in 64 hex digits.
 *
 * @param file of the bytes as they are stored, compressed
 * @param content of the lines
 */
public record FileHashes(String file, String content) {}
