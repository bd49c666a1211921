/** What a run shows of itself: JSON lines, TensorBoard's event files, plots. */
package io.lorweb.train.runs;
