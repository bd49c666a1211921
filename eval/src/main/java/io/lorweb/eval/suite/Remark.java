package io.lorweb.eval.suite;

/**
 * What a judge wrote.
 *
 * @param question its id
 * @param about the model whose answer was scored, or both candidates of a pair
 * @param verdict the numbers or the choice, in words
 * @param explanation in the judge's words; may be empty
 */
public record Remark(String question, String about, String verdict, String explanation) {}
