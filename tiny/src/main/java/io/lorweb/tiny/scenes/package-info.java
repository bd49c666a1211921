/** Pictures beyond icons: collages, dead leaves, noise and renderings, drawn from a number. */
package io.lorweb.tiny.scenes;
