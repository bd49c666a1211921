/** What is shown to people, and by what rule it was chosen. */
package io.lorweb.study.design;
