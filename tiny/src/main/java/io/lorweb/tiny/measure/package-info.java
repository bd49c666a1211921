/**
 * Held-out drawings as questions of a suite of eval: answered by base and adapter, put through VAE
 * and image encoder; PSNR, edits told apart, gain over copying b, true task.
 */
package io.lorweb.tiny.measure;
