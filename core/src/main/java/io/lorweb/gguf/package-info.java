/** GGUF files (docs/spec/CHECKPOINTS.md section 4): the container, and what its blocks mean. */
package io.lorweb.gguf;
