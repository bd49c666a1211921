package io.lorweb.studio.jobs;

import io.lorweb.Settings;

/**
 * An analogy that was saved under a name.
 *
 * @param id that nobody guesses
 * @param name of the owner's choice, which no other preset of the owner has
 * @param a id of the picture before
 * @param a2 id of the picture after
 * @param b id of a picture that it was seen on
 * @param settings it was made with
 */
public record Preset(String id, String name, String a, String a2, String b, Settings settings) {}
