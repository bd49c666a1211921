/** The coefficients of one analogy, fitted to its own demonstration by gradient descent. */
package io.lorweb.fit;
