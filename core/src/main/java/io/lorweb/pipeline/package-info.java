/** Figure 2 of the paper: from a, a' and b to b', with what is loaded and what is planned. */
package io.lorweb.pipeline;
