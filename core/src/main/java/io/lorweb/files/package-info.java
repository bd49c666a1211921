/** Files written whole or not at all, JSON whose errors name the key, hashes and fingerprints. */
package io.lorweb.files;
