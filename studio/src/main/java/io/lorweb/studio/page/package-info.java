/** The page. */
package io.lorweb.studio.page;
