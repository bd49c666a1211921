/**
 * The addresses that programs and the page's own scripts talk to, as openapi.json describes them.
 */
package io.lorweb.studio.api;
