/**
 * Ablations: a plan is a grid of variants; each with a seed is a trial, a recipe to train and a
 * model to measure.
 */
package io.lorweb.eval.ablation;
