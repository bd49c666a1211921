/** Twenty photographs that nothing is ever trained on (THIRD_PARTY.md says whose they are). */
package io.lorweb.tiny.photographs;
