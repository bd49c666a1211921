/** Random models of any size in the real formats, for tests and measurements. */
package io.lorweb.synth;
