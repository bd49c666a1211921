/** The FLUX.1-Kontext transformer: an immutable tree of blocks over its weights. */
package io.lorweb.flux;
