/** A suite: what is asked of which model, its answers, and one metric over one group. */
package io.lorweb.eval.suite;
