/**
 * The storage emulator Azurite as a process, with accounts and a certificate of its own.
 */
@NullMarked
package io.callarchive.local.storage;

import org.jspecify.annotations.NullMarked;
