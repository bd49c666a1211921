/** Backward passes through the flow model, with kept or recomputed activations. */
package io.lorweb.gradient;
