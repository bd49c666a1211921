/** Image encoders: CLIP, SigLIP and DINO, with their preprocessing. */
package io.lorweb.vision;
