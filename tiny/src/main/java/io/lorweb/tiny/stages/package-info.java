/**
 * VAE, CLIP, base, adapter: each a recipe for the trainer, and how its weights become part of a
 * model folder.
 */
package io.lorweb.tiny.stages;
