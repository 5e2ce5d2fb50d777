/** What goes over HTTP: queries and bodies in; JSON, problem documents and the status page out. */
@NullMarked
package io.callarchive.web;

import org.jspecify.annotations.NullMarked;
