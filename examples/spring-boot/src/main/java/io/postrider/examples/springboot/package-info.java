/** A Spring Boot application whose broker is a dependency and nothing else. */
package io.postrider.examples.springboot;
