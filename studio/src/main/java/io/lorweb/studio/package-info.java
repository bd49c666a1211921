/** The studio: people make pictures in a browser, programs by HTTP. */
package io.lorweb.studio;
