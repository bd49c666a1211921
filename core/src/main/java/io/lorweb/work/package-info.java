/**
 * Tools for work of any kind: progress and cancellation, parallel maps, seeds by purpose, closing
 * in order.
 */
package io.lorweb.work;
