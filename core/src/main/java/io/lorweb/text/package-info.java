/** CLIP's text encoder and T5 with their tokenizers. */
package io.lorweb.text;
