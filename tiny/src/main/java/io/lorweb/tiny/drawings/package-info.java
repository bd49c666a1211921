/** Drawings: pinned packages, painted once to RGBA of any size, split by name. */
package io.lorweb.tiny.drawings;
