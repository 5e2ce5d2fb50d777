/** The outside world on one machine: Graph, the managed identity, the storage account, the Functions host. */
@NullMarked
package io.callarchive.testing;

import org.jspecify.annotations.NullMarked;
