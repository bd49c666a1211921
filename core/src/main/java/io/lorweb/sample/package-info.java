/** The walk from noise to clean latents: noise, sigmas, Euler steps, guidance. */
package io.lorweb.sample;
