/**
 * Bootstrap intervals, paired tests with Holm's correction, Wilson intervals, Bradley-Terry, AUROC;
 * numbers only.
 */
package io.lorweb.eval.statistics;
