/** A web service that edits by analogy, with Spring Boot. */
package io.lorweb.examples.spring;
