/**
 * How an analogy is laid out for the flow model, and the query that an image encoder makes of it.
 */
package io.lorweb.analogy;
