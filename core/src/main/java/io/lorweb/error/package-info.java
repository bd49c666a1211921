/** Errors that the user can fix. */
package io.lorweb.error;
