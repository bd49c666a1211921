package io.lorweb.lora;

/** What a module of a LoRA file is. */
public enum LoraKind {
  /** up down. */
  LORA,
  /** up down, and the magnitudes of the sum with the weight. */
  DORA,
  /** A product of two, element by element. */
  LOHA,
  /** A Kronecker product. */
  LOKR,
  /** Differences of weights and biases as they are. */
  DIFF
}
