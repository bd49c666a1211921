/**
 * Preparing and checking pictures; which example is seen when; pictures and captions through the
 * frozen models, once, on disk.
 */
package io.lorweb.train.data;
