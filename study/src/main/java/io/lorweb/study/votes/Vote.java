package io.lorweb.study.votes;

import java.util.Optional;

/**
 * One answer of one person.
 *
 * @param link of the person
 * @param trial number, from 0, the practice
 * @param item what was compared
 * @param left picture that stood on the left, by its content
 * @param right picture that stood on the right
 * @param chosen the picture that was chosen; absent: no difference was seen
 * @param reaction milliseconds from when all pictures were painted to the answer
 * @param painted whether all pictures were painted before the answer
 * @param resumed whether the person had left and come back before
 * @param request key of the submission: a repeated one changes nothing
 * @param received when, in milliseconds since 1970
 */
public record Vote(
    String link,
    int trial,
    String item,
    String left,
    String right,
    Optional<String> chosen,
    int reaction,
    boolean painted,
    boolean resumed,
    String request,
    long received) {}
