/**
 * Configuration files under limits: typed values by key with their lines, tables of known keys, the
 * nearest word.
 */
package io.lorweb.config;
