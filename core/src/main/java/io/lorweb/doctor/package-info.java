/** What is here, what is wrong with it and how to fix it, as values. */
package io.lorweb.doctor;
