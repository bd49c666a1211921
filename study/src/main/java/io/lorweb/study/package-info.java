/** User studies: two results side by side, chosen between by people (docs/study.md). */
package io.lorweb.study;
