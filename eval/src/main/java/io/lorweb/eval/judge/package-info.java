/**
 * A vision-language model that scores pictures: prompts, strict answers, retries, budget, what it
 * said so far.
 */
package io.lorweb.eval.judge;
