/**
 * Proof of what the archive holds and held: a chain of digests that name every file by its hashes, a journal of who has
 * ordered what, and the verification of both, which needs neither the app nor the cloud.
 */
@NullMarked
package io.callarchive.evidence;

import org.jspecify.annotations.NullMarked;
