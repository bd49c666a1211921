package io.lorweb.lora;

import java.util.List;
import java.util.Set;

/**
 * What a file holds for one model.
 *
 * @param dialect peft, bare, bfl, kohya, onetrainer, lycoris, xlabs, or mixed
 * @param modules of the file for the transformer
 * @param linears that they meet
 * @param kinds of the modules
 * @param alpha where the scale comes from: tensor, metadata, adapter_config or none
 * @param textModules modules for text encoders, which are no part of this
 * @param ignored other modules and tensors left aside
 */
public record LoraReport(
    String dialect,
    int modules,
    int linears,
    Set<LoraKind> kinds,
    String alpha,
    int textModules,
    List<String> ignored) {}
