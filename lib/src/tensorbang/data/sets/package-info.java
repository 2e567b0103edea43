/** Data sets by name. */
package tensorbang.data.sets;
