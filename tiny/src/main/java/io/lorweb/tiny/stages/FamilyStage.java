package io.lorweb.tiny.stages;

import java.util.Locale;

/** The stages in which a family is trained, each on what those before it have left behind. */
public enum FamilyStage {
  /** Pictures to latents and back. */
  VAE("base.jsonl"),
  /** Pictures and instructions to embeddings: its halves route analogies and tell the base. */
  CLIP("base.jsonl"),
  /** The transformer and T5: a text-instructed editor. */
  BASE("base.jsonl"),
  /** The basis of LoRAs on the frozen base: analogies from pictures alone. */
  ADAPTER("adapter.jsonl");

  private final String manifest;

  FamilyStage(String manifest) {
    this.manifest = manifest;
  }

  /** Its word on the command line and in file names. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it trains on, in a folder that {@code lorweb tiny data} has written. */
  String manifest() {
    return manifest;
  }

  /** Its recipe on the class path: a training configuration without model, data and folder. */
  String recipe() {
    return id() + ".yaml";
  }
}
