/**
 * Held-out drawings as questions: to base and adapter as a suite of eval, to VAE and image encoder
 * by a probe each; PSNR, edits told apart, gain over copying b, true task.
 */
package io.lorweb.tiny.measure;
