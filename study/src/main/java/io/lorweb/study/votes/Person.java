package io.lorweb.study.votes;

import java.util.OptionalLong;

/**
 * Someone who takes part. Nothing is known of people but when they began.
 *
 * @param link secret part of their page's address
 * @param number from 0 in the order in which people began
 * @param began when, in milliseconds since 1970
 * @param finished when their last answer was stored
 * @param resumed how often they have come back after an hour or more
 */
public record Person(String link, int number, long began, OptionalLong finished, int resumed) {}
