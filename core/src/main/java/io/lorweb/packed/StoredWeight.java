package io.lorweb.packed;

import io.lorweb.weights.Resting;

/**
 * One tensor of a model, whatever it is packed as.
 *
 * @param name in the file
 * @param type that its values are stored as, such as BF16, F8_E4M3, NF4 or Q4_K
 * @param format of its values and companions
 * @param resting the tensor
 */
public record StoredWeight(String name, String type, StorageFormat format, Resting resting) {}
