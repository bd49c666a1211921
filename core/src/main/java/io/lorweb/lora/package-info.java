/**
 * Ordinary LoRA files in the spellings and kinds of all trainers (docs/spec/CHECKPOINTS.md section
 * 8): which Linears a file means, what it does to them, and nothing left out without a word.
 */
package io.lorweb.lora;
