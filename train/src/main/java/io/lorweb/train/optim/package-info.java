/** Parameters as one flat tensor, AdamW with wide or 8-bit moments, Muon, the learning rate. */
package io.lorweb.train.optim;
