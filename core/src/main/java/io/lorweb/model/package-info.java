/**
 * Model folders, the hub cache, the embedded model; the parts of a base placed in memory; pictures
 * as its tokens.
 */
package io.lorweb.model;
