/** Runs on record: as a PNG carries them, as reports, and many of them from a batch file. */
package io.lorweb.record;
