/** An evaluation as JSON, Markdown and one HTML page. */
package io.lorweb.eval.report;
