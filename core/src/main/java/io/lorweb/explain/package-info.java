/**
 * A demonstration said in words: which instructions, one after the other, make a' of a. Found by
 * trying them all on a.
 */
package io.lorweb.explain;
