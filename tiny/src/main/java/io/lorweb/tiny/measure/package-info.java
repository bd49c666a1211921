/**
 * Held-out drawings through one stage of a model, as PSNR, edits told apart, gain over copying b,
 * true task.
 */
package io.lorweb.tiny.measure;
