/**
 * One gzipped file per log and day in Blob Storage. The blob is the only state: its uncommitted blocks are the progress
 * of a run, the committed blob with its metadata is the record. Only here are block ids, ETags and metadata keys known.
 */
@NullMarked
package io.callarchive.lake;

import org.jspecify.annotations.NullMarked;
