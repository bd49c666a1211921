/**
 * Safetensors headers, mapped files, sharded checkpoints, the writer; other trainers' names as
 * data.
 */
package io.lorweb.weights;
