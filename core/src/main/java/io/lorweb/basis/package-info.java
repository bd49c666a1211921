/**
 * The heart of the method: the basis of LoRAs with its keys, the router and the mixture of one
 * analogy.
 */
package io.lorweb.basis;
