/** Short programs that use the library. */
package io.lorweb.examples;
