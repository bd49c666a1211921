/** The AutoencoderKL between pictures and latents. */
package io.lorweb.vae;
