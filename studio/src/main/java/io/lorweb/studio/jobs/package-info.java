/** Runs that wait for their turn: a queue on disk, one worker, what becomes of each. */
package io.lorweb.studio.jobs;
