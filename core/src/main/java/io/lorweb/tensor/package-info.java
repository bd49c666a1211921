/**
 * All that knows the engine's life cycle: scopes, arenas, devices, number formats, memory plans,
 * threads.
 */
package io.lorweb.tensor;
