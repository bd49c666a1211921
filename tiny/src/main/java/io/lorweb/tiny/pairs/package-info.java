/** Which drawings show a task, and the manifests and pictures written of them. */
package io.lorweb.tiny.pairs;
