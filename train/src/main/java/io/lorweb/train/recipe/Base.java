package io.lorweb.train.recipe;

import io.lorweb.analogy.Layout;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The frozen model, where it computes and how its weights rest.
 *
 * @param model folder, hub id in the local cache, or the embedded model's name
 * @param encoder folder or hub id of the query's image encoder, if not the model's own
 * @param device where
 * @param dtype in which format; the trained parameters are always float32
 * @param memory how
 * @param checkpointing whether each block forgets its activations and computes them again in the
 *     backward pass; needed by the large models, a third slower
 * @param layout how analogies enter the flow model
 * @param textLength T5 tokens, if not the model's own
 */
public record Base(
    String model,
    Optional<String> encoder,
    DeviceSetting device,
    DtypeSetting dtype,
    MemorySetting memory,
    boolean checkpointing,
    Layout layout,
    OptionalInt textLength) {}
