package io.callarchive.lake;

/**
 * The containers of the lake.
 *
 * @param files the days, for everyone to read
 * @param readings what was read of days that have a file, until it is compared with it
 * @param records what was learned about the files since they were written
 */
public record LakeStores(BlobStore files, BlobStore readings, BlobStore records) {}
