/**
 * Edits by rule and real pairs, all of them by name, and the levels that say who may learn which.
 */
package io.lorweb.tiny.tasks;
