/**
 * Where a server keeps things: rows in SQLite or PostgreSQL, pictures as files named by their
 * content.
 */
package io.lorweb.studio.store;
