/**
 * Files to 8-bit RGB and back: limits before decoding, orientation, Pillow-equal resampling, PNG
 * texts.
 */
package io.lorweb.image;
