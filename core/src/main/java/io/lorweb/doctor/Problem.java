package io.lorweb.doctor;

/**
 * Something that is wrong.
 *
 * @param problem what is wrong
 * @param remedy what to do about it
 */
public record Problem(String problem, String remedy) {}
