/** What the HTTP functions take and give: JSON, problem documents, and the status page for a browser. */
@NullMarked
package io.callarchive.web;

import org.jspecify.annotations.NullMarked;
