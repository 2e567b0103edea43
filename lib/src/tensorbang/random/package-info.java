/**
 * Random numbers by name: every stream follows from a seed, a name and an epoch, so that nothing needs to be stored.
 */
package tensorbang.random;
