/**
 * The server that studio and study share: who may ask for what, limits before work, one way to say
 * no, pages in one layout.
 */
package io.lorweb.studio.web;
