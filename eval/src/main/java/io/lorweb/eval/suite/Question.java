package io.lorweb.eval.suite;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One analogy to complete: a : a' :: b : ?
 *
 * @param id unique in its suite
 * @param task questions of one task show the same edit
 * @param a before
 * @param a2 after, a'
 * @param b to edit
 * @param truth the true b', where it is known
 * @param prompt the edit as an instruction; may be empty
 */
public record Question(
    String id, String task, Path a, Path a2, Path b, Optional<Path> truth, String prompt) {}
