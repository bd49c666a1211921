/**
 * A mixture on a transformer: folded, merged, per sample or internal; ordinary LoRAs in and out.
 */
package io.lorweb.adapt;
