/**
 * The parts of a FLUX model in the files that people have (docs/spec/CHECKPOINTS.md sections 1 and
 * 2): what a file is, what its names mean, and which geometry its shapes tell.
 */
package io.lorweb.parts;
