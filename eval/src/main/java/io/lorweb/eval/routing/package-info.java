/**
 * What mixing coefficients tell: mixtures by task, entropy, a map of analogies, whether the span
 * foretells failure.
 */
package io.lorweb.eval.routing;
