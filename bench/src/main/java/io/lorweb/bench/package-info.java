/** What lorweb bench runs; never shipped. */
package io.lorweb.bench;
