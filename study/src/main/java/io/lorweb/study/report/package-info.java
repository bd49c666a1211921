/** What the answers say. */
package io.lorweb.study.report;
