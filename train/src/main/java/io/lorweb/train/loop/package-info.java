/**
 * The training loop: what a batch teaches, what learns, checkpoints, workers; for flow matching the
 * objective.
 */
package io.lorweb.train.loop;
