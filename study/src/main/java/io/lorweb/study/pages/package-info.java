/** What is shown in a browser, and what it sends. */
package io.lorweb.study.pages;
