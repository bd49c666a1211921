/**
 * Weights as files pack them (docs/spec/CHECKPOINTS.md sections 3 to 6): what a weight is and which
 * companions it has, checked before anything is read, widened when it is used.
 */
package io.lorweb.packed;
