/**
 * One class per metric: PSNR, SSIM, foreground L1, LPIPS, similarity in an image encoder's
 * embedding.
 */
package io.lorweb.eval.metric;
