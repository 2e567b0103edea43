/**
 * What all rooms stand on: JSON and YAML, files that are written whole or not at all, and errors in the user's input.
 */
package tensorbang;
