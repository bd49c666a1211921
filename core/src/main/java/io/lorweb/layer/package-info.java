/**
 * Linear layers and their three ways of resting (resident, streamed, int8), norms, attention,
 * weight paths.
 */
package io.lorweb.layer;
