/**
 * All that decides a run, as records; readers of the reference's YAML and of our short form; the
 * dry run.
 */
package io.lorweb.train.recipe;
