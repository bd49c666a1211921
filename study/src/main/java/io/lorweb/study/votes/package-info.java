/** People and their answers. */
package io.lorweb.study.votes;
