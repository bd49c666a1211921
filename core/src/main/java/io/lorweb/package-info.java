/** The public API: load a model, show it an edit, apply it to pictures. */
package io.lorweb;
